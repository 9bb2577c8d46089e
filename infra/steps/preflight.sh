#!/usr/bin/env bash
# Finds early what the bootstrap or the first delivery would stumble over in an account and a region, all of it at once:
# preflight.sh ACCOUNT REGION WHAT ...
# WHAT is to be there: "pipeline", an environment by its name in cdk.json ("Dev"), and "bootstrap" where that has run already.
set -euo pipefail
account=${1:?"preflight.sh: tell the account, the region and what is to be there, as in: preflight.sh 123456789012 eu-central-1 pipeline Dev Prod"}
region=${2:?"preflight.sh: tell the region too, as in: preflight.sh $account eu-central-1 pipeline Dev Prod"}
shift 2
holds=$*
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

# Prints what an environment takes, in one line: Elastic IP addresses (one for each NAT gateway), vCPU of Fargate on demand and of Fargate Spot
# (a deployment runs every task twice), the number of its Availability Zones, and their names where cdk.json has them: needs_of ENVIRONMENT
needs_of() {
  local settings
  settings=$(environment "$1") || return 1
  python3 -c '
import json, sys
environment = json.loads(sys.argv[1])
vpc, backend = environment["vpc"], environment["backend"]
cpus = -(-2 * backend["maxTasks"] * backend["cpu"] // 1024)
print(0 if vpc.get("nat") == "instance" else vpc["natGateways"], *((0, cpus) if backend["spot"] else (cpus, 0)), vpc["availabilityZones"], *vpc.get("zones", []))' "$settings"
}

findings=()

if ! call aws sts get-caller-identity --query Account --output text; then
  echo "There are no credentials that AWS takes: log in to account $account. AWS says: $(last_words)" >&2
  exit 1
fi
if [ "$answer" != "$account" ]; then
  # What else there is to say would be said of the wrong account.
  echo "The credentials are those of account $answer, not of $account: log in there, or set the account right in cdk.json or in what was told." >&2
  exit 1
fi

check_connection() {
  local arn service in_region
  arn=$(setting connectionArn)
  IFS=: read -r _ _ service in_region _ <<< "$arn"
  if ! call aws "$service" get-connection --region "$in_region" --connection-arn "$arn" --query Connection.ConnectionStatus --output text; then
    findings+=("The connection to GitHub, $arn, can't be found: make one in the AWS console (Developer Tools, Settings, Connections) and set its ARN as delivery.connectionArn in cdk.json. AWS says: $(last_words)")
  elif [ "$answer" != AVAILABLE ]; then
    findings+=("The connection to GitHub, $arn, is $answer: open it in the AWS console (Developer Tools, Settings, Connections) and choose \"Update pending connection\". Only a person can shake hands with GitHub.")
  fi
}

# Tries a token of GitHub as it is stored: check_token release|amplify
check_token() {
  local kind=$1 name told
  name=$(setting github "${kind}Token")
  if ! call aws secretsmanager get-secret-value --secret-id "$name" --query SecretString --output text; then
    case "$complaint" in
      *InvalidRequestException*) findings+=("The secret $name with GitHub's $kind token is about to be deleted: aws secretsmanager restore-secret --region $region --secret-id $name") ;;
      *) findings+=("The secret $name with GitHub's $kind token can't be read in $region: infra/steps/store-token.sh $kind $region. AWS says: $(last_words)") ;;
    esac
    return
  fi
  printf %s "$answer" > "$work/$kind"
  if ! told=$("try_${kind}_token" "$work/$kind" "$(setting repository)"); then
    findings+=("GitHub's $kind token in the secret $name fails its trial. $told Store another: infra/steps/store-token.sh $kind $region")
  elif [ -n "$told" ]; then
    echo "GitHub's $kind token: $told"
  fi
}

# Finds a release branch that is there before its environment is: the first delivery would be refused at its end: check_branch ENVIRONMENT
check_branch() {
  local branch repository
  branch=$(release_branch "$1")
  repository=$(setting repository)
  if ! ask_for_branch "$work/release" "$repository" "$branch"; then
    findings+=("Whether $repository has a branch $branch already can't be read with GitHub's release token. Git says: $(last_words)")
  elif [ -n "$answer" ]; then
    findings+=("$repository has a branch $branch already, at $answer, and $1 isn't there yet: the delivery moves that branch and refuses one that isn't its own. Keep what is needed of it under another name, and delete it: git push https://github.com/$repository :refs/heads/$branch")
  fi
}

check_bootstrap() {
  call aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version --query Parameter.Value --output text ||
    findings+=("$region is not bootstrapped: infra/steps/bootstrap.sh $account $region. AWS says: $(last_words)")
}

# Prints a quota as a whole number, and nothing where it can't be read: quota_of SERVICE CODE
quota_of() {
  local quota
  quota=$(aws service-quotas get-service-quota --service-code "$1" --quota-code "$2" --query Quota.Value --output text 2> /dev/null) || return 0
  echo "${quota%.*}"
}

# Finds that there is no room: check_quota WHAT SERVICE CODE TAKEN NEEDED [DEFAULT]. TAKEN is 0 where it can't be counted.
# Where the quota can't be read it is DEFAULT; without one, the script only prints where to look.
check_quota() {
  local quota needed="$4 are in use, and $5 more"
  [ "$5" != 0 ] || return 0
  [ "$4" != 0 ] || needed="and $5"
  quota=$(quota_of "$2" "$3")
  quota=${quota:-${6:-}}
  if [ -z "$quota" ]; then
    echo "The quota of $1 in $region can't be read; $5 are needed. Look at it: https://$region.console.aws.amazon.com/servicequotas/home/services/$2/quotas/$3"
  elif [ $(($4 + $5)) -gt "$quota" ]; then
    findings+=("$region allows $quota $1, $needed are needed: ask for more and wait for it: aws service-quotas request-service-quota-increase --region $region --service-code $2 --quota-code $3 --desired-value $(($4 + $5))")
  fi
}

# Fargate runs no task on ARM in use1-az3, and none at all in the other two (Amazon ECS Developer Guide: ecs-arm64, AWS_Fargate-Regions).
# Which name an ID has differs from account to account.
unfit=" use1-az3 usw1-az2 apne1-az3 "

# Finds zones that can't run the tasks: check_zones ENVIRONMENT COUNT [NAME ...]
check_zones() {
  local environment=$1 count=$2 known default name id bad fit
  shift 2
  known=$(aws ec2 describe-availability-zones --filters Name=zone-type,Values=availability-zone Name=state,Values=available --query 'AvailabilityZones[].[ZoneName, ZoneId]' --output text | sort)
  if [ $# = 0 ]; then
    # As CloudFormation counts them (Fn::GetAZs): those with a default subnet, if any has one.
    default=$(aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[].[AvailabilityZone]' --output text | sort)
    # shellcheck disable=SC2046 # Names of zones have no spaces.
    set -- $(head -n "$count" <<< "${default:-$known}" | cut -f 1)
  fi
  if [ "$(wc -l <<< "$known")" -lt "$count" ]; then
    findings+=("$region has fewer Availability Zones for account $account than the $count that vpc.availabilityZones of $environment in cdk.json asks for: set it to 2, or choose another region")
    return
  fi
  bad=
  for name in "$@"; do
    id=$(awk -v name="$name" '$1 == name { print $2 }' <<< "$known")
    case "$unfit" in *" ${id:-none} "*) bad="$bad, $name ($id)" ;; esac
    [ -n "$id" ] || bad="$bad, $name (not a zone of $region)"
  done
  [ -n "$bad" ] || return 0
  fit=$(awk -v unfit="$unfit" 'index(unfit, " " $2 " ") == 0 { printf "%s\"%s\"", separator, $1; separator = ", " }' <<< "$known")
  findings+=("$environment would have subnets in ${bad#, }, where Fargate can't run its tasks: before the first deployment set vpc.zones of $environment in cdk.json to $count or more of [$fit]")
}

addresses=0
networks=0
on_demand=0
spot=0
amplify=
new=()
for what in "$@"; do
  case "$what" in
    pipeline)
      check_connection
      check_token release
      [ ! -s "$work/release" ] || look_at_protection "$work/release" "$(setting repository)" "$(setting branch)"
      # The widest stage runs five builds side by side; an image is published for one environment while another is promoted to the next.
      check_quota "concurrent builds of CodeBuild (Linux/Medium)" codebuild L-2DC20C30 0 5
      check_quota "concurrent builds of CodeBuild (ARM/Small)" codebuild L-5ED1D25B 0 2
      ;;
    bootstrap) check_bootstrap ;;
    *)
      if ! call needs_of "$what"; then
        echo "preflight.sh: $complaint Besides, pipeline and bootstrap can be asked for." >&2
        exit 2
      fi
      needed=$answer
      # shellcheck disable=SC2086 # A line of words.
      set -- $needed
      on_demand=$((on_demand + $2))
      spot=$((spot + $3))
      [ -n "$amplify" ] || check_token amplify
      amplify=tried
      # What is there already needs no more room.
      if stack_exists "Expenses-$what-Vpc"; then continue; fi
      addresses=$((addresses + $1))
      networks=$((networks + 1))
      new+=("$what")
      check_zones "$what" "${@:4}"
      ;;
  esac
done
# Only the pipeline's account has the token that reads them.
if [ -s "$work/release" ]; then
  for environment in ${new[@]+"${new[@]}"}; do check_branch "$environment"; done
fi
check_quota "vCPU of Fargate on demand" fargate L-3032A538 0 "$on_demand"
check_quota "vCPU of Fargate Spot" fargate L-36FBB829 0 "$spot"
if [ "$networks" -gt 0 ]; then
  check_quota "VPCs" vpc L-F678F1CE "$(aws ec2 describe-vpcs --query 'length(Vpcs)' --output text)" "$networks" 5
  check_quota "Elastic IP addresses (one for each NAT gateway)" ec2 L-0263D0A3 "$(aws ec2 describe-addresses --query 'length(Addresses)' --output text)" "$addresses" 5
fi

if [ ${#findings[@]} -gt 0 ]; then
  echo "Account $account is not ready in $region:" >&2
  printf '  - %s\n' "${findings[@]}" >&2
  exit 1
fi
echo "Account $account is ready in $region for: $holds"
