#!/usr/bin/env bash
# Brings a stage's database to where a release needs it: runs the migration's task, waits until it has ended, and prints its log.
# It may be run again at any time: the migration waits for one that still runs, and ends at once where nothing is left to do.
# In the environment: MIGRATION, the name of the cluster and of the log group; TASK_DEFINITION, its revision; SUBNETS, separated by commas; SECURITY_GROUP;
# where the database is not in this step's account and region: MIGRATION_ROLE_ARN, the role to take there, and DATABASE_REGION;
# TIMEOUT_MINUTES, after which the task is stopped, 30 unless told otherwise; PAUSE_SECONDS, how long it waits before it asks again, 5 unless told otherwise.
set -euo pipefail
: "${MIGRATION:?}" "${TASK_DEFINITION:?}" "${SUBNETS:?}" "${SECURITY_GROUP:?}"
timeout=${TIMEOUT_MINUTES:-30}
pause=${PAUSE_SECONDS:-5}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stage-account.sh
source infra/steps/call.sh

take_role "${MIGRATION_ROLE_ARN:-}" migrate-database
ask() { in_stage "${DATABASE_REGION:-}" "$@" --output text; }
task=
status=

# A part of what ECS tells of the task; None where it tells nothing: of_task QUERY
of_task() {
  ask ecs describe-tasks --cluster "$MIGRATION" --tasks "$task" --query "tasks[0].$1"
}

follow() {
  local last=$status
  status=$(of_task lastStatus)
  [ "$status" = "$last" ] || echo "$MIGRATION: $status"
}

stop() {
  ask ecs stop-task --cluster "$MIGRATION" --task "$task" --reason "$1" --query task.desiredStatus > /dev/null
}

# Whatever ends this script, the task does not go on unwatched.
leave() {
  if [ -n "$task" ] && [ "$status" != STOPPED ]; then
    stop "The step that waits for the migration was interrupted" && echo "$MIGRATION: the task is being stopped, since the step was interrupted." >&2
  fi
}
trap leave EXIT
trap 'exit 130' INT TERM

# All that the task has printed. A stream's last page is the one that leads to itself.
print_log() {
  local stream="migrate/migrate/${task##*/}" token='' last
  while true; do
    if ! call ask logs get-log-events --log-group-name "$MIGRATION" --log-stream-name "$stream" --start-from-head --query '[[nextForwardToken], events[].message]' ${token:+--next-token "$token"}; then
      [[ $complaint == *ResourceNotFoundException* ]] && echo "The task has printed nothing." || echo "$complaint" >&2
      return
    fi
    last=$token
    token=$(head -n 1 <<< "$answer")
    tail -n +2 <<< "$answer" | tr '\t' '\n'
    [ "$token" != "$last" ] || return 0
  done
}

answer=$(ask ecs run-task --cluster "$MIGRATION" --task-definition "$TASK_DEFINITION" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNETS],securityGroups=[$SECURITY_GROUP],assignPublicIp=DISABLED}" \
  --query '[tasks[0].taskArn, failures[0].reason]')
IFS=$'\t' read -r started reason <<< "$answer"
if [ "$started" = None ]; then
  echo "$MIGRATION: ECS starts no task of $TASK_DEFINITION: $reason. Retry the stage." >&2
  exit 1
fi
task=$started

deadline=$((SECONDS + timeout * 60))
late=
while true; do
  follow
  [ "$status" != STOPPED ] || break
  if [ -z "$late" ] && [ "$SECONDS" -ge "$deadline" ]; then
    late=yes
    stop "The migration took longer than $timeout minutes"
  fi
  sleep "$pause"
done

print_log
code=$(of_task 'containers[0].exitCode')
if [ "$code" != 0 ]; then
  reason="$(of_task stoppedReason); $(of_task 'containers[0].reason')"
  echo "$MIGRATION failed: exit code $code; ${reason%; None}." >&2
  if [ -n "$late" ]; then
    echo "It was stopped, and what it had not committed is undone. Make the migration quicker or raise its time-out: infra/docs/runbook.md, \"A failed migration\"." >&2
  else
    echo "The schema is as it was, and nothing of the release has started. Mend in a new commit what the log says: infra/docs/runbook.md, \"A failed migration\"." >&2
  fi
  exit 1
fi
echo "$MIGRATION: the schema is where this release needs it"
