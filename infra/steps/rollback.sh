#!/usr/bin/env bash
# Sends a stage back: rollback.sh STAGE [EXECUTION]
# Without EXECUTION it lists the executions that the stage can go back to; the first characters of one are enough to name it.
# In the environment: PIPELINE, the pipeline's name, expenses unless told otherwise.
set -euo pipefail
stage=${1:?"rollback.sh: tell the stage, as in: rollback.sh Prod [EXECUTION]"}
wanted=${2:-}
pipeline=${PIPELINE:-expenses}

known=$(aws codepipeline get-pipeline --name "$pipeline" --query "pipeline.[version, join(', ', stages[].name)]" --output text)
IFS=$'\t' read -r version stages <<< "$known"
if [[ ", $stages, " != *", $stage, "* ]]; then
  echo "rollback.sh: the pipeline $pipeline has no stage \"$stage\"; it has $stages." >&2
  exit 2
fi

# A stage goes back only to an execution that began in the pipeline's present structure, and never to a rollback.
targets=$(
  aws codepipeline list-pipeline-executions --pipeline-name "$pipeline" --filter "succeededInStage={stageName=$stage}" --max-items 25 \
    --query "pipelineExecutionSummaries[?executionType=='STANDARD'].[pipelineExecutionId, startTime, sourceRevisions[?actionName=='Source'].revisionId | [0]]" --output text |
    while IFS=$'\t' read -r execution started commit; do
      # With --max-items the CLI ends a list in a line of its own.
      [ "$execution" != None ] || continue
      began_in=$(aws codepipeline get-pipeline-execution --pipeline-name "$pipeline" --pipeline-execution-id "$execution" --query pipelineExecution.pipelineVersion --output text)
      [ "$began_in" != "$version" ] || echo "$execution  $started  commit $commit"
    done
)

if [ -z "$targets" ]; then
  echo "$stage can go back to nothing: no execution has succeeded in it since the pipeline's structure changed last (version $version)." >&2
  echo "Roll forward instead: revert the commit and push. See \"Stage can't be rolled back\" in infra/docs/runbook.md." >&2
  exit 1
fi
if [ -z "$wanted" ]; then
  echo "$stage can go back to, newest first:"
  echo "$targets"
  echo "Say: infra/steps/rollback.sh $stage EXECUTION"
  exit 0
fi

chosen=$(grep "^$wanted" <<< "$targets" || true)
if [ -z "$chosen" ] || [ "$(wc -l <<< "$chosen")" -ne 1 ]; then
  echo "$stage can't go back to \"$wanted\": it has to name one of these executions." >&2
  echo "$targets" >&2
  exit 2
fi

rollback=$(aws codepipeline rollback-stage --pipeline-name "$pipeline" --stage-name "$stage" --target-pipeline-execution-id "${chosen%% *}" --query pipelineExecutionId --output text)
echo "$stage goes back to $chosen"
echo "Watch execution $rollback: aws codepipeline list-action-executions --pipeline-name $pipeline --filter pipelineExecutionId=$rollback"
