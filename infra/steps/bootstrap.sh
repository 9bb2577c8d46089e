#!/usr/bin/env bash
# Prepares an account and a region for deployments by the CDK: bootstrap.sh ACCOUNT REGION [PIPELINE_ACCOUNT]
# PIPELINE_ACCOUNT is the account of the pipeline that deploys there, the same unless told otherwise. Safe to run again: that brings up to
# date what it has made.
set -euo pipefail
account=${1:?"bootstrap.sh: tell the account and the region, as in: bootstrap.sh 123456789012 eu-central-1"}
region=${2:?"bootstrap.sh: tell the region, as in: bootstrap.sh $account eu-central-1"}
pipeline=${3:-$account}
# Not beside cdk.json: there the CDK would synthesise the app first, which needs .NET and says nothing about this.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -x node_modules/.bin/cdk ] || npm ci --no-audit --no-fund

trust=()
if [ "$pipeline" != "$account" ]; then
  # What an account lets another do it has to say itself; it is what the CDK takes where nobody else is trusted.
  trust=(--trust "$pipeline" --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess)
fi
node_modules/.bin/cdk bootstrap ${trust[@]+"${trust[@]}"} "aws://$account/$region"
