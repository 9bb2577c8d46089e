#!/usr/bin/env bash
# What the steps share that reach into a stage, which may be in another account and region than the step. Source it.

stage_credentials=

# Takes a role for all that follows, for the hour that a role taken by a role lasts: take_role ARN SESSION. Without an ARN the step stays itself.
take_role() {
  [ -n "$1" ] || return 0
  stage_credentials=$(aws sts assume-role --role-arn "$1" --role-session-name "$2" --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
}

# Asks AWS as that role: in_stage REGION SERVICE ...; an empty REGION is the step's own.
# In a shell of its own: the credentials that it asks with are nobody else's, and no argument shows them.
in_stage() (
  if [ -n "$stage_credentials" ]; then
    IFS=$'\t' read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<< "$stage_credentials"
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  fi
  aws "${@:2}" ${1:+--region "$1"}
)
