#!/usr/bin/env bash
# What scripts ask CloudFormation. Source it.
source infra/steps/call.sh

# Whether a stack is there. Any other refusal than that it doesn't exist ends the script: nothing is known then: stack_exists STACK
stack_exists() {
  if call aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackName' --output text; then
    return 0
  fi
  [[ "$complaint" != *"does not exist"* ]] || return 1
  echo "Whether the stack $1 is there can't be read. AWS says: $(last_words)" >&2
  exit 1
}
