#!/usr/bin/env bash
# Finds early what the bootstrap or the first delivery would stumble over in an account and a region, all of it at once:
# preflight.sh ACCOUNT REGION WHAT ...
# WHAT is to be there: "pipeline", an environment as cdk.json names it ("dev"), and "bootstrap" where that has run already.
set -euo pipefail
account=${1:?"preflight.sh: tell the account, the region and what is to be there, as in: preflight.sh 123456789012 eu-central-1 pipeline dev prod"}
region=${2:?"preflight.sh: tell the region too, as in: preflight.sh $account eu-central-1 pipeline dev prod"}
shift 2
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export AWS_REGION=$region AWS_DEFAULT_REGION=$region

# Prints a setting of the delivery: setting KEY
setting() {
  python3 -c 'import json, sys; print(json.load(open("cdk.json"))["context"]["delivery"][sys.argv[1]])' "$1"
}

# "Dev" for "dev". Not by bash itself, of which macOS has version 3: capital ENVIRONMENT
capital() {
  python3 -c 'import sys; print(sys.argv[1].capitalize())' "$1"
}

# Prints how many Elastic IP addresses an environment takes, one for each NAT gateway: addresses_of ENVIRONMENT
addresses_of() {
  python3 -c '
import json, sys
environment = json.load(open("cdk.json"))["context"]["delivery"].get(sys.argv[1])
if not isinstance(environment, dict) or "vpc" not in environment:
    sys.exit(f"preflight.sh: \"{sys.argv[1]}\" is neither pipeline nor bootstrap nor an environment of cdk.json.")
print(0 if environment["vpc"].get("nat") == "instance" else environment["vpc"]["natGateways"])' "$1"
}

findings=()

if ! answer=$(aws sts get-caller-identity --query Account --output text 2>&1); then
  echo "There are no credentials that AWS takes: log in to account $account. AWS says: $answer" >&2
  exit 1
fi
if [ "$answer" != "$account" ]; then
  # What else there is to say would be said of the wrong account.
  echo "The credentials are those of account $answer, not of $account: log in there, or set the account right in cdk.json or in what was told." >&2
  exit 1
fi

check_connection() {
  local arn service in_region status
  arn=$(setting connectionArn)
  IFS=: read -r _ _ service in_region _ <<< "$arn"
  if ! status=$(aws "$service" get-connection --region "$in_region" --connection-arn "$arn" --query Connection.ConnectionStatus --output text 2>&1); then
    findings+=("The connection to GitHub, $arn, can't be found: make one in the AWS console (Developer Tools, Settings, Connections) and set its ARN as delivery.connectionArn in cdk.json. AWS says: ${status##*$'\n'}")
  elif [ "$status" != AVAILABLE ]; then
    findings+=("The connection to GitHub, $arn, is $status: open it in the AWS console (Developer Tools, Settings, Connections) and choose \"Update pending connection\". Only a person can shake hands with GitHub.")
  fi
}

check_token() {
  local name answer
  name=$(setting githubTokenSecret)
  if ! answer=$(aws secretsmanager describe-secret --secret-id "$name" --query DeletedDate --output text 2>&1); then
    findings+=("The secret $name with the GitHub token can't be found in $region: aws secretsmanager create-secret --region $region --name $name --secret-string file:///dev/stdin, then type the token and end with Ctrl-D. AWS says: ${answer##*$'\n'}")
  elif [ "$answer" != None ]; then
    findings+=("The secret $name with the GitHub token is about to be deleted: aws secretsmanager restore-secret --region $region --secret-id $name")
  fi
}

check_bootstrap() {
  local answer
  answer=$(aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version --query Parameter.Value --output text 2>&1) ||
    findings+=("$region is not bootstrapped: infra/steps/bootstrap.sh $account $region. AWS says: ${answer##*$'\n'}")
}

# Finds that there is no room: check_quota WHAT SERVICE CODE TAKEN NEEDED
check_quota() {
  local quota
  # Where it can't be asked for it is as AWS sets it in a new account.
  quota=$(aws service-quotas get-service-quota --service-code "$2" --quota-code "$3" --query Quota.Value --output text 2> /dev/null || echo 5)
  quota=${quota%.*}
  [ "$5" = 0 ] || [ $(($4 + $5)) -le "$quota" ] ||
    findings+=("$region has $4 of at most $quota $1, and $5 more are needed: give some up, or ask for more and wait for it: aws service-quotas request-service-quota-increase --region $region --service-code $2 --quota-code $3 --desired-value $(($4 + $5))")
}

# Finds a zone of an environment's in which Fargate runs no ARM tasks (docs.aws.amazon.com: ecs-arm64, AWS_Fargate-Regions): check_zones ENVIRONMENT
check_zones() {
  local zones without
  zones=$(aws ec2 describe-availability-zones --filters Name=zone-type,Values=availability-zone --query 'AvailabilityZones[].[ZoneName, ZoneId]' --output text) || return 0
  without=$(python3 -c '
import json, sys
vpc = json.load(open("cdk.json"))["context"]["delivery"][sys.argv[1]]["vpc"]
zones = dict(line.split() for line in sys.stdin if line.strip())
taken = [sys.argv[2] + letter for letter in vpc["zones"]] if vpc.get("zones") else sorted(zones)
print(", ".join(f"{zone} ({zones[zone]})" for zone in taken[:vpc["availabilityZones"]] if zones.get(zone) in ("use1-az3", "usw1-az2", "apne1-az3")))' "$1" "$region" <<< "$zones")
  [ -z "$without" ] || findings+=("Fargate runs no ARM tasks in $without, which $1 would take: name other zones in delivery.$1.vpc.zones of cdk.json, by their letters. The account has: $(printf %s "$zones" | tr '\t\n' ' ,')")
}

addresses=0
networks=0
check_token
for what in "$@"; do
  case "$what" in
    pipeline) check_connection ;;
    bootstrap) check_bootstrap ;;
    *)
      needed=$(addresses_of "$what")
      # What is there already needs no more room.
      aws cloudformation describe-stacks --stack-name "Expenses-$(capital "$what")-Vpc" > /dev/null 2>&1 && continue
      check_zones "$what"
      addresses=$((addresses + needed))
      networks=$((networks + 1))
      ;;
  esac
done
if [ "$networks" -gt 0 ]; then
  check_quota "VPCs" vpc L-F678F1CE "$(aws ec2 describe-vpcs --query 'length(Vpcs)' --output text)" "$networks"
  check_quota "Elastic IP addresses (one for each NAT gateway)" ec2 L-0263D0A3 "$(aws ec2 describe-addresses --query 'length(Addresses)' --output text)" "$addresses"
fi

if [ ${#findings[@]} -gt 0 ]; then
  echo "Account $account is not ready in $region:" >&2
  printf '  - %s\n' "${findings[@]}" >&2
  exit 1
fi
echo "Account $account is ready in $region for: $*"
