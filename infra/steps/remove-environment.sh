#!/usr/bin/env bash
# Deletes an environment with everything in it: remove-environment.sh ENVIRONMENT, by its name in cdk.json: Dev
# It asks once, on the standard input. Its buckets are emptied first, which CloudFormation would stumble over; the image repository empties itself.
# An environment that its settings protect is refused: take "protect" away and deliver that, then come back.
# The next push makes the environment anew, unless the stage has been taken out of the pipeline.
set -euo pipefail
environment=${1:?"remove-environment.sh: tell the environment, as in: remove-environment.sh Dev"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stacks.sh
source infra/steps/settings.sh

if ! call environment "$environment" protect; then
  echo "remove-environment.sh: $complaint" >&2
  exit 2
fi
if [ "$answer" != false ]; then
  echo "remove-environment.sh: $environment is protected. Set \"protect\": false for it in cdk.json, deliver that, and try again." >&2
  exit 2
fi

# Each before what it leans on.
stacks=()
for stack in FrontendApp BackendApp Cache Database Ecr Vpc; do stacks+=("Expenses-$environment-$stack"); done

if ! call aws sts get-caller-identity --query Account --output text; then
  echo "There are no credentials that AWS takes: log in first. Nothing is deleted. AWS says: $(last_words)" >&2
  exit 1
fi
account=$answer
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
export AWS_REGION=${region:?"remove-environment.sh: tell the region, as in: AWS_REGION=eu-central-1 remove-environment.sh $environment"} AWS_DEFAULT_REGION=$region

echo "This deletes ${stacks[*]} of account $account in $region, with the database and all logs. Type Expenses-$environment to go on:"
read -r typed || typed=
if [ "$typed" != "Expenses-$environment" ]; then
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
echo "The branch $(release_branch "$environment") stays on GitHub. Delete it before $environment is made anew, which would not know it as its own."
