#!/usr/bin/env bash
# Asks CloudFormation about stacks. Source it.
source infra/steps/capture.sh

# Succeeds if a stack exists, and exits with an error if that can't be read: stack_exists STACK
stack_exists() {
  if capture aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackName' --output text; then
    return 0
  fi
  [[ "$errors" != *"does not exist"* ]] || return 1
  echo "The stack $1 can't be read. AWS says: $(last_error)" >&2
  exit 1
}
