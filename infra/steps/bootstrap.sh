#!/usr/bin/env bash
# Prepares an account and a region for deployments: `cdk bootstrap`, and the account's service-linked roles:
# bootstrap.sh ACCOUNT REGION [PIPELINE_ACCOUNT]
# PIPELINE_ACCOUNT is the account of the pipeline that deploys there, the same by default. Safe to run again: that updates what it has made.
set -euo pipefail
account=${1:?"bootstrap.sh: tell the account and the region, as in: bootstrap.sh 123456789012 eu-central-1"}
region=${2:?"bootstrap.sh: tell the region, as in: bootstrap.sh $account eu-central-1"}
pipeline=${3:-$account}
# Not beside cdk.json: there the CDK would synthesise the app first, which needs .NET and says nothing about this.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/steps/call.sh
source steps/call.sh
# shellcheck source=infra/steps/arguments.sh
source steps/arguments.sh
check_account bootstrap.sh "$account"
check_region bootstrap.sh "$region"
check_account bootstrap.sh "$pipeline"
[ -x node_modules/.bin/cdk ] || npm ci --no-audit --no-fund

trust=()
if [ "$pipeline" != "$account" ]; then
  # What an account lets another do it has to say itself; it is what the CDK takes where nobody else is trusted.
  trust=(--trust "$pipeline" --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess)
fi
node_modules/.bin/cdk bootstrap ${trust[@]+"${trust[@]}"} "aws://$account/$region"

# In a new account ECS creates its role with the first cluster, and the capacity providers that follow within seconds fail: it isn't ready yet.
services=(
  ecs.amazonaws.com
  rds.amazonaws.com
  elasticache.amazonaws.com
  elasticloadbalancing.amazonaws.com
  ecs.application-autoscaling.amazonaws.com
)
for service in "${services[@]}"; do
  if ! call aws iam create-service-linked-role --aws-service-name "$service" && [[ "$complaint" != *"has been taken in this account"* ]]; then
    echo "The service-linked role of $service can't be created in account $account: use credentials that allow iam:CreateServiceLinkedRole, and run this again. AWS says: $(last_words)" >&2
    exit 1
  fi
done
