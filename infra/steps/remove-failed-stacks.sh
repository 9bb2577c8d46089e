#!/usr/bin/env bash
# Deletes an environment's stacks that were never created: remove-failed-stacks.sh ENVIRONMENT, by its name in cdk.json: Dev
# Only those in ROLLBACK_COMPLETE: their first creation failed, they hold nothing, and CloudFormation can't update them. The next push
# creates them anew. In no other status is anything deleted.
set -euo pipefail
environment=${1:?"remove-failed-stacks.sh: name the environment, as in: remove-failed-stacks.sh Dev"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/call.sh
source infra/steps/settings.sh
if ! call environment "$environment" name; then
  echo "remove-failed-stacks.sh: $complaint" >&2
  exit 2
fi

removed=0
stacks=$(aws cloudformation describe-stacks --query "Stacks[?starts_with(StackName, 'Expenses-$environment-')].[StackStatus, StackName, StackId]" --output text)
while read -r status name id; do
  case "$status" in
    ROLLBACK_COMPLETE)
      left=$(aws cloudformation list-stack-resources --stack-name "$id" --query "StackResourceSummaries[?ResourceStatus=='DELETE_SKIPPED'].[ResourceType, PhysicalResourceId]" --output text)
      # By its ID: a stack of the same name that was created in the meantime is another one.
      aws cloudformation delete-stack --stack-name "$id"
      aws cloudformation wait stack-delete-complete --stack-name "$id"
      echo "$name is removed"
      [ -z "$left" ] || echo "It left behind what is protected; delete it by hand if it isn't wanted:"$'\n'"$left"
      removed=$((removed + 1))
      ;;
    CREATE_FAILED | ROLLBACK_FAILED | DELETE_FAILED)
      echo "$name is in $status and is not touched: see \"Stack in ROLLBACK_COMPLETE or ROLLBACK_FAILED\" in infra/docs/runbook.md."
      ;;
  esac
done <<< "$stacks"
[ "$removed" -gt 0 ] || echo "No stack of $environment is in ROLLBACK_COMPLETE: nothing is removed."
