#!/usr/bin/env bash
# Functions for steps that call AWS for a stage, which may be in another account and region than the step. Source it.

stage_credentials=

# Assumes a role for the calls that follow; role chaining limits it to one hour. Without an ARN the step keeps its own credentials:
# assume_stage_role ARN SESSION
assume_stage_role() {
  [ -n "$1" ] || return 0
  stage_credentials=$(aws sts assume-role --role-arn "$1" --role-session-name "$2" \
    --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
}

# Calls AWS with that role; an empty REGION means the step's own: stage_aws REGION SERVICE ...
# The subshell keeps the credentials from other programs, and no argument shows them.
stage_aws() (
  if [ -n "$stage_credentials" ]; then
    IFS=$'\t' read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<< "$stage_credentials"
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  fi
  aws "${@:2}" ${1:+--region "$1"}
)
