#!/usr/bin/env bash
# Deletes an environment's stacks in ROLLBACK_COMPLETE: remove-failed-stacks.sh ENVIRONMENT
# ENVIRONMENT is its name in cdk.json, such as Dev. The first creation of these stacks failed: they are empty, and CloudFormation can't
# update them. The next push creates them again. Stacks in any other status are not deleted.
set -euo pipefail
environment=${1:?"remove-failed-stacks.sh: pass the environment: remove-failed-stacks.sh Dev"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/capture.sh
source infra/steps/settings.sh
if ! capture environment_setting "$environment" name; then
  echo "remove-failed-stacks.sh: $errors" >&2
  exit 2
fi

removed=0
stacks=$(aws cloudformation describe-stacks --output text \
  --query "Stacks[?starts_with(StackName, 'Expenses-$environment-')].[StackStatus, StackName, StackId]")
while read -r status name id; do
  case "$status" in
    ROLLBACK_COMPLETE)
      retained=$(aws cloudformation list-stack-resources --stack-name "$id" --output text \
        --query "StackResourceSummaries[?ResourceStatus=='DELETE_SKIPPED'].[ResourceType, PhysicalResourceId]")
      # By ID: a new stack may have the same name by now.
      aws cloudformation delete-stack --stack-name "$id"
      aws cloudformation wait stack-delete-complete --stack-name "$id"
      echo "$name is deleted"
      [ -z "$retained" ] || echo "These protected resources remain; delete them by hand if you don't need them:"$'\n'"$retained"
      removed=$((removed + 1))
      ;;
    CREATE_FAILED | ROLLBACK_FAILED | DELETE_FAILED)
      echo "$name is in $status and is not deleted:" \
        "see \"Stack in ROLLBACK_COMPLETE or ROLLBACK_FAILED\" in infra/docs/runbook.md."
      ;;
  esac
done <<< "$stacks"
[ "$removed" -gt 0 ] || echo "No stack of $environment is in ROLLBACK_COMPLETE: nothing is deleted."
