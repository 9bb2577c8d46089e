#!/usr/bin/env bash
# Prepares an account and a region for deployments: runs `cdk bootstrap` and creates service-linked roles:
# bootstrap.sh ACCOUNT REGION [PIPELINE_ACCOUNT]
# PIPELINE_ACCOUNT is the account of the pipeline that deploys there; the default is ACCOUNT. Safe to run again.
set -euo pipefail
account=${1:?"bootstrap.sh: pass the account and the region: bootstrap.sh 123456789012 eu-central-1"}
region=${2:?"bootstrap.sh: pass the region: bootstrap.sh $account eu-central-1"}
pipeline=${3:-$account}
# In the folder of cdk.json the CDK would synthesise the app first, which needs .NET and isn't needed for this.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/steps/capture.sh
source steps/capture.sh
# shellcheck source=infra/steps/arguments.sh
source steps/arguments.sh
check_account bootstrap.sh "$account"
check_region bootstrap.sh "$region"
check_account bootstrap.sh "$pipeline"
[ -x node_modules/.bin/cdk ] || npm ci --no-audit --no-fund

trust=()
if [ "$pipeline" != "$account" ]; then
  # With --trust the CDK requires the policies. This one is its default without --trust.
  trust=(--trust "$pipeline" --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess)
fi
node_modules/.bin/cdk bootstrap ${trust[@]+"${trust[@]}"} "aws://$account/$region"

# In a new account, ECS creates its role with the first cluster. Capacity providers that follow within seconds then fail.
services=(
  ecs.amazonaws.com
  rds.amazonaws.com
  elasticache.amazonaws.com
  elasticloadbalancing.amazonaws.com
  ecs.application-autoscaling.amazonaws.com
)
for service in "${services[@]}"; do
  if ! capture aws iam create-service-linked-role --aws-service-name "$service" &&
    [[ "$errors" != *"has been taken in this account"* ]]; then
    echo "The service-linked role of $service can't be created in account $account. Use credentials that allow" \
      "iam:CreateServiceLinkedRole, and run this again. AWS says: $(last_error)" >&2
    exit 1
  fi
done
