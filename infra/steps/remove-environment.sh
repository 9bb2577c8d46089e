#!/usr/bin/env bash
# Deletes an environment with all that it holds: remove-environment.sh ENVIRONMENT, as cdk.json names it: dev
# It asks once, on the standard input. Its buckets are emptied first, which CloudFormation would stumble over; the image repository empties itself.
# An environment that its settings protect is refused: take "protect" away and deliver that, then come back.
# The next push makes the environment anew, unless the stage has been taken out of the pipeline.
set -euo pipefail
environment=${1:?"remove-environment.sh: tell the environment, as in: remove-environment.sh dev"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stacks.sh
source infra/steps/settings.sh

protected=$(delivery | python3 -c '
import json, sys
settings = json.load(sys.stdin).get(sys.argv[1])
print(settings.get("protect", "unknown") if isinstance(settings, dict) else "unknown")' "$environment")
case "$protected" in
  False) ;;
  True)
    echo "remove-environment.sh: $environment is protected (delivery.$environment.protect in cdk.json): set it to false, deliver that, and try again." >&2
    exit 2
    ;;
  *)
    echo "remove-environment.sh: cdk.json has no environment \"$environment\"." >&2
    exit 2
    ;;
esac

# Each before what it leans on.
# Not by bash itself: macOS has version 3.
stage=$(python3 -c 'import sys; print(sys.argv[1].capitalize())' "$environment")
stacks=("Expenses-$stage-FrontendApp" "Expenses-$stage-BackendApp" "Expenses-$stage-Cache" "Expenses-$stage-Database" "Expenses-$stage-Ecr" "Expenses-$stage-Vpc")

if ! call aws sts get-caller-identity --query Account --output text; then
  echo "There are no credentials that AWS takes: log in first. Nothing is deleted. AWS says: $(last_words)" >&2
  exit 1
fi
account=$answer
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
export AWS_REGION=${region:?"remove-environment.sh: tell the region, as in: AWS_REGION=eu-central-1 remove-environment.sh $environment"} AWS_DEFAULT_REGION=$region

echo "This deletes ${stacks[*]} of account $account in $region, with the database and all logs. Type Expenses-$stage to go on:"
read -r typed || typed=
if [ "$typed" != "Expenses-$stage" ]; then
  echo "Nothing is deleted."
  exit 1
fi

# Deletes every version of every object: some hundred at a time, as many as fit into one request.
empty() {
  local versions
  while :; do
    versions=$(aws s3api list-object-versions --bucket "$1" --max-items 300 --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}' --output json)
    grep -q '"Key"' <<< "$versions" || return 0
    aws s3api delete-objects --bucket "$1" --delete "$versions" > /dev/null
  done
}

empty_buckets_of() {
  local bucket
  for bucket in $(aws cloudformation list-stack-resources --stack-name "$1" --query "StackResourceSummaries[?ResourceType=='AWS::S3::Bucket' && ResourceStatus!='DELETE_COMPLETE'].PhysicalResourceId" --output text); do
    empty "$bucket"
  done
}

for stack in "${stacks[@]}"; do
  stack_exists "$stack" || continue
  # Twice at most: while the load balancer stands it may log into the bucket that was just emptied.
  for _ in 1 2; do
    empty_buckets_of "$stack"
    aws cloudformation delete-stack --stack-name "$stack"
    aws cloudformation wait stack-delete-complete --stack-name "$stack" && break
  done
  if stack_exists "$stack"; then
    echo "$stack is still there: aws cloudformation describe-stack-events --stack-name $stack tells why." >&2
    exit 1
  fi
  echo "$stack is gone"
done
echo "The branch release/$environment stays on GitHub. Delete it before $environment is made anew, which would not know it as its own."
