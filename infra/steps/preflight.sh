#!/usr/bin/env bash
# Checks an account and a region for everything that would make the bootstrap or the first delivery fail, all at once:
# preflight.sh ACCOUNT REGION CHECK ...
# CHECK is "pipeline", the name of an environment in cdk.json ("Dev"), or, after the bootstrap, "bootstrap".
set -euo pipefail
account=${1:?"preflight.sh: pass the account, the region and the checks: preflight.sh 123456789012 eu-central-1 pipeline Dev Prod"}
region=${2:?"preflight.sh: pass the region and the checks: preflight.sh $account eu-central-1 pipeline Dev Prod"}
shift 2
checks=$*
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export AWS_REGION=$region AWS_DEFAULT_REGION=$region
source infra/steps/arguments.sh
source infra/steps/github-token.sh
source infra/steps/stacks.sh
source infra/steps/settings.sh
check_account preflight.sh "$account"
check_region preflight.sh "$region"

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints what an environment needs, in one line: Elastic IP addresses (one per NAT gateway), vCPUs of Fargate on demand and of Fargate
# Spot (a deployment runs every task twice), the number of Availability Zones, and their names if cdk.json has them: needs_of ENVIRONMENT
needs_of() {
  local settings
  settings=$(environment_setting "$1") || return 1
  python3 -c '
import json, sys
environment = json.loads(sys.argv[1])
vpc, backend = environment["vpc"], environment["backend"]
addresses = 0 if vpc.get("nat") == "instance" else vpc["natGateways"]
cpus = -(-2 * backend["maxTasks"] * backend["cpu"] // 1024)
on_demand, spot = (0, cpus) if backend["spot"] else (cpus, 0)
print(addresses, on_demand, spot, vpc["availabilityZones"], *vpc.get("zones", []))' "$settings"
}

findings=()
find_problem() {
  findings+=("$*")
}

if ! capture aws sts get-caller-identity --query Account --output text; then
  echo "There are no valid AWS credentials: log in to account $account. AWS says: $(last_error)" >&2
  exit 1
fi
if [ "$output" != "$account" ]; then
  # All other checks would look at the wrong account.
  echo "The credentials are for account $output, not for $account: log in to $account," \
    "or correct the account in cdk.json or in the command." >&2
  exit 1
fi

check_connection() {
  local arn service connection_region console="the AWS console (Developer Tools, Settings, Connections)"
  arn=$(setting connectionArn)
  IFS=: read -r _ _ service connection_region _ <<< "$arn"
  if ! capture aws "$service" get-connection --region "$connection_region" --connection-arn "$arn" \
    --query Connection.ConnectionStatus --output text; then
    find_problem "The GitHub connection $arn can't be found: create one in $console" \
      "and set its ARN as delivery.connectionArn in cdk.json. AWS says: $(last_error)"
  elif [ "$output" != AVAILABLE ]; then
    find_problem "The GitHub connection $arn is $output: open it in $console, choose \"Update pending connection\"" \
      "and authorize it. Only a person can do that."
  fi
}

# Checks a stored GitHub token: check_token release|amplify
check_token() {
  local kind=$1 name note command="infra/steps/store-token.sh $1 $region"
  name=$(setting github "${kind}Token")
  if ! capture aws secretsmanager get-secret-value --secret-id "$name" --query SecretString --output text; then
    case "$errors" in
      *InvalidRequestException*)
        find_problem "The secret $name with GitHub's $kind token is scheduled for deletion:" \
          "aws secretsmanager restore-secret --region $region --secret-id $name"
        ;;
      *) find_problem "The secret $name with GitHub's $kind token can't be read in $region: $command. AWS says: $(last_error)" ;;
    esac
    return
  fi
  printf %s "$output" > "$work/$kind"
  if ! note=$("check_${kind}_token" "$work/$kind" "$(setting repository)"); then
    find_problem "GitHub's $kind token in the secret $name doesn't work. $note Store another: $command"
  elif [ -n "$note" ]; then
    echo "GitHub's $kind token: $note"
  fi
}

# Finds an account on AWS's free plan, which new accounts have by default: RDS has only Aurora without a network there.
check_plan() {
  # The service is in one region.
  if capture aws freetier get-account-plan-state --region us-east-1 --query accountPlanType --output text; then
    [ "$output" != FREE ] ||
      find_problem "Account $account is on AWS's free plan, where RDS refuses the database (\"To use Aurora clusters with free plan" \
        "accounts you need to set WithExpressConfiguration\"): upgrade the account, which may then incur charges:" \
        "aws freetier upgrade-account-plan --region us-east-1 --account-plan-type PAID"
  # An account that is older than the plans may have none.
  elif [[ "$errors" != *ResourceNotFoundException* ]]; then
    echo "The plan of account $account can't be read. On AWS's free plan, RDS refuses the database. AWS says: $(last_error)"
  fi
}

# Finds a sender that Amazon SES doesn't send as: check_sender ENVIRONMENT. Either the address or its domain has to be verified.
check_sender() {
  local sender identity
  sender=$(environment_setting "$1" backend | python3 -c 'import json, sys; print(json.load(sys.stdin).get("mailSender", ""))')
  [ -n "$sender" ] || return 0
  for identity in "$sender" "${sender#*@}"; do
    if capture aws sesv2 get-email-identity --email-identity "$identity" --query VerifiedForSendingStatus --output text &&
      [ "$output" = True ]; then
      return 0
    fi
  done
  find_problem "Amazon SES can't send as $sender (backend.mailSender of $1) in $region:" \
    "neither the address nor its domain is a verified identity there. Verify the domain with the DNS records that this prints:" \
    "aws sesv2 create-email-identity --region $region --email-identity ${sender#*@}${errors:+. AWS says: $(last_error)}"
}

# Finds a release branch that is older than its environment: the first delivery would refuse to move it: check_release_branch ENVIRONMENT
check_release_branch() {
  local branch repository
  branch=$(release_branch "$1")
  repository=$(setting repository)
  if ! branch_head "$work/release" "$repository" "$branch"; then
    find_problem "GitHub's release token can't read whether $repository has a branch $branch. Git says: $(last_error)"
  elif [ -n "$output" ]; then
    find_problem "$repository already has a branch $branch, at $output, but $1 doesn't exist yet:" \
      "the delivery moves that branch, and refuses one that it didn't create. Keep what you need under another name, and" \
      "delete it: git push https://github.com/$repository :refs/heads/$branch"
  fi
}

check_bootstrap() {
  capture aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version --query Parameter.Value --output text ||
    find_problem "$region is not bootstrapped: infra/steps/bootstrap.sh $account $region. AWS says: $(last_error)"
}

# Prints a quota as an integer, or nothing if it can't be read: quota_of SERVICE CODE
quota_of() {
  local quota
  quota=$(aws service-quotas get-service-quota --service-code "$1" --quota-code "$2" \
    --query Quota.Value --output text 2> /dev/null) || return 0
  echo "${quota%.*}"
}

# Checks that a quota leaves room: check_quota NAME SERVICE CODE USED NEEDED [DEFAULT]. USED is 0 if it can't be counted.
# DEFAULT replaces a quota that can't be read; without one, this only prints where to look.
check_quota() {
  local quota total=$(($4 + $5)) needed="$4 are in use, and $5 more"
  [ "$5" != 0 ] || return 0
  [ "$4" != 0 ] || needed="and $5"
  quota=$(quota_of "$2" "$3")
  quota=${quota:-${6:-}}
  if [ -z "$quota" ]; then
    echo "The quota of $1 in $region can't be read; $5 are needed." \
      "Check it: https://$region.console.aws.amazon.com/servicequotas/home/services/$2/quotas/$3"
  elif [ "$total" -gt "$quota" ]; then
    find_problem "$region allows $quota $1, $needed are needed: request more, and wait for it:" \
      "aws service-quotas request-service-quota-increase --region $region --service-code $2 --quota-code $3 --desired-value $total"
  fi
}

# Fargate doesn't run ARM tasks in use1-az3, nor any task in the other two (Amazon ECS Developer Guide: ecs-arm64, AWS_Fargate-Regions).
# Each account has its own names for these IDs.
unsupported=" use1-az3 usw1-az2 apne1-az3 "

# Finds zones that can't run the tasks: check_zones ENVIRONMENT COUNT [NAME ...]
check_zones() {
  local environment=$1 count=$2 available default name id bad good
  shift 2
  available=$(aws ec2 describe-availability-zones --filters Name=zone-type,Values=availability-zone Name=state,Values=available \
    --query 'AvailabilityZones[].[ZoneName, ZoneId]' --output text | sort)
  if [ $# = 0 ]; then
    # The zones that CloudFormation chooses (Fn::GetAZs): those with a default subnet, or all if no zone has one.
    default=$(aws ec2 describe-subnets --filters Name=default-for-az,Values=true \
      --query 'Subnets[].[AvailabilityZone]' --output text | sort)
    # shellcheck disable=SC2046 # Zone names have no spaces.
    set -- $(head -n "$count" <<< "${default:-$available}" | cut -f 1)
  fi
  if [ "$(wc -l <<< "$available")" -lt "$count" ]; then
    find_problem "$region has fewer Availability Zones for account $account than the $count in vpc.availabilityZones" \
      "of $environment in cdk.json: set it to 2, or choose another region"
    return
  fi
  bad=
  for name in "$@"; do
    id=$(awk -v name="$name" '$1 == name { print $2 }' <<< "$available")
    case "$unsupported" in *" ${id:-none} "*) bad="$bad, $name ($id)" ;; esac
    [ -n "$id" ] || bad="$bad, $name (not a zone of $region)"
  done
  [ -n "$bad" ] || return 0
  good=$(awk -v unsupported="$unsupported" '
    index(unsupported, " " $2 " ") == 0 { printf "%s\"%s\"", separator, $1; separator = ", " }' <<< "$available")
  find_problem "$environment would have subnets in ${bad#, }, where Fargate can't run its tasks:" \
    "before these subnets are created, set vpc.zones of $environment in cdk.json to $count or more of [$good]"
}

addresses=0
on_demand=0
spot=0
account_checked=
new=()
for check in "$@"; do
  case "$check" in
    pipeline)
      check_connection
      check_token release
      [ ! -s "$work/release" ] || check_branch_protection "$work/release" "$(setting repository)" "$(setting branch)"
      # The widest stage runs five builds at once. Two image steps can run at once: one publishes while another promotes.
      check_quota "concurrent builds of CodeBuild (Linux/Medium)" codebuild L-2DC20C30 0 5
      check_quota "concurrent builds of CodeBuild (ARM/Small)" codebuild L-5ED1D25B 0 2
      ;;
    bootstrap) check_bootstrap ;;
    *)
      if ! capture needs_of "$check"; then
        echo "preflight.sh: $errors Other checks are pipeline and bootstrap." >&2
        exit 2
      fi
      read -ra needs <<< "$output"
      on_demand=$((on_demand + needs[1]))
      spot=$((spot + needs[2]))
      if [ -z "$account_checked" ]; then
        check_plan
        check_token amplify
        account_checked=yes
      fi
      check_sender "$check"
      check_zones "$check" "${needs[@]:3}"
      # An environment that exists already has its network.
      if stack_exists "Expenses-$check-Vpc"; then continue; fi
      addresses=$((addresses + needs[0]))
      new+=("$check")
      ;;
  esac
done
# Only the pipeline's account has the token that reads the branches.
if [ -s "$work/release" ]; then
  for environment in ${new[@]+"${new[@]}"}; do check_release_branch "$environment"; done
fi
check_quota "vCPUs of Fargate on demand" fargate L-3032A538 0 "$on_demand"
check_quota "vCPUs of Fargate Spot" fargate L-36FBB829 0 "$spot"
if [ ${#new[@]} -gt 0 ]; then
  check_quota "VPCs" vpc L-F678F1CE "$(aws ec2 describe-vpcs --query 'length(Vpcs)' --output text)" "${#new[@]}" 5
  check_quota "Elastic IP addresses (one per NAT gateway)" ec2 L-0263D0A3 \
    "$(aws ec2 describe-addresses --query 'length(Addresses)' --output text)" "$addresses" 5
fi

if [ ${#findings[@]} -gt 0 ]; then
  echo "Account $account is not ready in $region:" >&2
  printf '  - %s\n' "${findings[@]}" >&2
  exit 1
fi
echo "Account $account is ready in $region for: $checks"
