#!/usr/bin/env bash
# Migrates a stage's database to the schema that the release needs: runs the migration task, waits for it, and prints its log.
# Safe to run again: a migration waits for one that still runs, and ends at once if there is nothing to do.
# Environment: MIGRATION, the name of the cluster and of the log group; TASK_DEFINITION, its revision; SUBNETS, separated by commas;
# SECURITY_GROUP; for a database in another account or region: MIGRATION_ROLE_ARN, the role to assume there, and DATABASE_REGION;
# TIMEOUT_MINUTES, after which the task is stopped, default 30; PAUSE_SECONDS between two status checks, default 5.
set -euo pipefail
: "${MIGRATION:?}" "${TASK_DEFINITION:?}" "${SUBNETS:?}" "${SECURITY_GROUP:?}"
timeout=${TIMEOUT_MINUTES:-30}
pause=${PAUSE_SECONDS:-5}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stage-credentials.sh
source infra/steps/capture.sh

assume_stage_role "${MIGRATION_ROLE_ARN:-}" migrate-database
database_aws() { stage_aws "${DATABASE_REGION:-}" "$@" --output text; }
task=
status=

# Prints a field of the task, or None if ECS has no value for it: task_field QUERY
task_field() {
  database_aws ecs describe-tasks --cluster "$MIGRATION" --tasks "$task" --query "tasks[0].$1"
}

update_status() {
  local last=$status
  status=$(task_field lastStatus)
  [ "$status" = "$last" ] || echo "$MIGRATION: $status"
}

stop_task() {
  database_aws ecs stop-task --cluster "$MIGRATION" --task "$task" --reason "$1" --query task.desiredStatus > /dev/null
}

# Stops the task if this script is interrupted.
stop_on_exit() {
  if [ -n "$task" ] && [ "$status" != STOPPED ]; then
    stop_task "The step that waits for the migration was interrupted" &&
      echo "$MIGRATION: the step was interrupted, so the task is being stopped." >&2
  fi
}
trap stop_on_exit EXIT
trap 'exit 130' INT TERM

# Prints the task's log. The last page of a log stream has its own token as the next one.
print_log() {
  local stream="migrate/migrate/${task##*/}" token='' last
  while true; do
    if ! capture database_aws logs get-log-events --log-group-name "$MIGRATION" --log-stream-name "$stream" --start-from-head \
      --query '[[nextForwardToken], events[].message]' ${token:+--next-token "$token"}; then
      [[ $errors == *ResourceNotFoundException* ]] && echo "The task has printed nothing." || echo "$errors" >&2
      return
    fi
    last=$token
    token=$(head -n 1 <<< "$output")
    tail -n +2 <<< "$output" | tr '\t' '\n'
    [ "$token" != "$last" ] || return 0
  done
}

result=$(database_aws ecs run-task --cluster "$MIGRATION" --task-definition "$TASK_DEFINITION" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNETS],securityGroups=[$SECURITY_GROUP],assignPublicIp=DISABLED}" \
  --query '[tasks[0].taskArn, failures[0].reason]')
IFS=$'\t' read -r started reason <<< "$result"
if [ "$started" = None ]; then
  echo "$MIGRATION: ECS did not start a task of $TASK_DEFINITION: $reason. Retry the stage." >&2
  exit 1
fi
task=$started

deadline=$((SECONDS + timeout * 60))
timed_out=
while true; do
  update_status
  [ "$status" != STOPPED ] || break
  if [ -z "$timed_out" ] && [ "$SECONDS" -ge "$deadline" ]; then
    timed_out=yes
    stop_task "The migration took longer than $timeout minutes"
  fi
  sleep "$pause"
done

print_log
code=$(task_field 'containers[0].exitCode')
if [ "$code" != 0 ]; then
  reason="$(task_field stoppedReason); $(task_field 'containers[0].reason')"
  echo "$MIGRATION failed: exit code $code; ${reason%; None}." >&2
  if [ -n "$timed_out" ]; then
    echo "It was stopped, and its uncommitted changes are rolled back. Make the migration faster or raise its timeout:" \
      "see \"A failed migration\" in infra/docs/runbook.md." >&2
  else
    echo "The schema is unchanged, and no task of the release has started. Fix the migration in a new commit:" \
      "see \"A failed migration\" in infra/docs/runbook.md." >&2
  fi
  exit 1
fi
echo "$MIGRATION: the schema is ready for this release"
