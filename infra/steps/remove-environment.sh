#!/usr/bin/env bash
# Deletes an environment and everything in it: remove-environment.sh ENVIRONMENT
# ENVIRONMENT is its name in cdk.json, such as Dev. Asks for confirmation on the standard input.
# Empties the buckets first, since CloudFormation deletes only empty ones. The image repository empties itself.
# Refuses a protected environment: set its "protect" to false, deliver that, and try again.
# The next push creates the environment again, unless you take it out of cdk.json.
set -euo pipefail
environment=${1:?"remove-environment.sh: pass the environment: remove-environment.sh Dev"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stacks.sh
source infra/steps/settings.sh

if ! capture environment_setting "$environment" protect; then
  echo "remove-environment.sh: $errors" >&2
  exit 2
fi
if [ "$output" != false ]; then
  echo "remove-environment.sh: $environment is protected. Set its \"protect\" to false in cdk.json, deliver that, and try again." >&2
  exit 2
fi

# Each stack comes before those that it depends on.
stacks=("Expenses-$environment-"{FrontendApp,BackendApp,Cache,Database,Ecr,Vpc})

if ! capture aws sts get-caller-identity --query Account --output text; then
  echo "There are no valid AWS credentials: log in first. Nothing is deleted. AWS says: $(last_error)" >&2
  exit 1
fi
account=$output
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
: "${region:?"remove-environment.sh: set the region: AWS_REGION=eu-central-1 remove-environment.sh $environment"}"
export AWS_REGION=$region AWS_DEFAULT_REGION=$region

echo "This deletes ${stacks[*]} in account $account, region $region, with the database and all logs." \
  "Type Expenses-$environment to confirm:"
read -r typed || typed=
if [ "$typed" != "Expenses-$environment" ]; then
  echo "Nothing is deleted."
  exit 1
fi

# Deletes every version of every object, in batches that fit into one request: empty_bucket BUCKET
empty_bucket() {
  local versions
  while :; do
    versions=$(aws s3api list-object-versions --bucket "$1" --max-items 300 \
      --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}' --output json)
    grep -q '"Key"' <<< "$versions" || return 0
    aws s3api delete-objects --bucket "$1" --delete "$versions" > /dev/null
  done
}

# empty_buckets_of STACK
empty_buckets_of() {
  local bucket existing="ResourceType=='AWS::S3::Bucket' && ResourceStatus!='DELETE_COMPLETE'"
  for bucket in $(aws cloudformation list-stack-resources --stack-name "$1" \
    --query "StackResourceSummaries[?$existing].PhysicalResourceId" --output text); do
    empty_bucket "$bucket"
  done
}

for stack in "${stacks[@]}"; do
  stack_exists "$stack" || continue
  # Twice at most: until the load balancer is deleted, it may write a log to the bucket that was just emptied.
  for _ in 1 2; do
    empty_buckets_of "$stack"
    aws cloudformation delete-stack --stack-name "$stack"
    aws cloudformation wait stack-delete-complete --stack-name "$stack" && break
  done
  if stack_exists "$stack"; then
    echo "$stack could not be deleted; read why: aws cloudformation describe-stack-events --stack-name $stack" >&2
    exit 1
  fi
  echo "$stack is deleted"
done
echo "The branch $(release_branch "$environment") is still on GitHub." \
  "Delete it before you create $environment again: the new $environment would refuse to move it."
