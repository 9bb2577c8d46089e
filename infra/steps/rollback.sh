#!/usr/bin/env bash
# Rolls a stage back: rollback.sh STAGE [EXECUTION]
# EXECUTION is the ID of an execution, or the start of it. Without it, this lists the executions that the stage can roll back to.
# Environment: PIPELINE, the pipeline's name, default expenses.
set -euo pipefail
stage=${1:?"rollback.sh: pass the stage: rollback.sh Prod [EXECUTION]"}
wanted=${2:-}
pipeline=${PIPELINE:-expenses}

# codepipeline COMMAND [OPTION ...]
codepipeline() {
  aws codepipeline "$@" --output text
}

definition=$(codepipeline get-pipeline --name "$pipeline" --query "pipeline.[version, join(', ', stages[].name)]")
IFS=$'\t' read -r version stages <<< "$definition"
if [[ ", $stages, " != *", $stage, "* ]]; then
  echo "rollback.sh: the pipeline $pipeline has no stage \"$stage\"; it has $stages." >&2
  exit 2
fi

# CodePipeline rolls back only to executions of the pipeline's current version, and never to a rollback.
commit_query="sourceRevisions[?actionName=='Source'].revisionId | [0]"
targets=$(
  codepipeline list-pipeline-executions --pipeline-name "$pipeline" --filter "succeededInStage={stageName=$stage}" --max-items 25 \
    --query "pipelineExecutionSummaries[?executionType=='STANDARD'].[pipelineExecutionId, startTime, $commit_query]" |
    while IFS=$'\t' read -r execution started commit; do
      # With --max-items the CLI ends the list with a line "None".
      [ "$execution" != None ] || continue
      execution_version=$(codepipeline get-pipeline-execution --pipeline-name "$pipeline" --pipeline-execution-id "$execution" \
        --query pipelineExecution.pipelineVersion)
      [ "$execution_version" != "$version" ] || echo "$execution  $started  commit $commit"
    done
)

if [ -z "$targets" ]; then
  echo "$stage can't roll back: no execution has succeeded in it since the pipeline's structure last changed (version $version)." >&2
  echo "Roll forward instead: revert the commit and push. See \"Stage can't be rolled back\" in infra/docs/runbook.md." >&2
  exit 1
fi
if [ -z "$wanted" ]; then
  echo "$stage can roll back to these executions, newest first:"
  echo "$targets"
  echo "Roll back: infra/steps/rollback.sh $stage EXECUTION"
  exit 0
fi

target=$(grep "^$wanted" <<< "$targets" || true)
if [ -z "$target" ] || [ "$(wc -l <<< "$target")" -ne 1 ]; then
  echo "$stage can't roll back to \"$wanted\"; it must be one of these executions:" >&2
  echo "$targets" >&2
  exit 2
fi

rollback=$(codepipeline rollback-stage --pipeline-name "$pipeline" --stage-name "$stage" \
  --target-pipeline-execution-id "${target%% *}" --query pipelineExecutionId)
echo "$stage is rolling back to $target"
echo "Watch execution $rollback:" \
  "aws codepipeline list-action-executions --pipeline-name $pipeline --filter pipelineExecutionId=$rollback"
