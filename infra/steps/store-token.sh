#!/usr/bin/env bash
# Reads a GitHub token from the standard input, checks it, and stores it in Secrets Manager: store-token.sh release|amplify REGION
# "release" moves the release branches (github.releaseToken in cdk.json): store it in the pipeline's region. "amplify" gives Amplify access
# to the repository (github.amplifyToken): store it in each environment's region. A token that fails its check is not stored.
# The check of "release" pushes a branch release/preflight-... and deletes it again.
set -euo pipefail
kind=${1:?"store-token.sh: pass the token's kind and the region: store-token.sh release eu-central-1"}
region=${2:?"store-token.sh: pass the region: store-token.sh $kind eu-central-1"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/arguments.sh
source infra/steps/github-token.sh
source infra/steps/settings.sh
export AWS_REGION=$region AWS_DEFAULT_REGION=$region

case "$kind" in
  release) description='a fine-grained token for this repository only, with Contents and Workflows: read and write' ;;
  amplify) description='a classic token with the scope admin:repo_hook, and repo if the repository is private' ;;
  *) echo "store-token.sh: the kind is \"$kind\"; it must be release or amplify." >&2 && exit 2 ;;
esac
check_region store-token.sh "$region"
repository=$(setting repository)
name=$(setting github "${kind}Token")

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token=$work/token

printf 'Paste %s (https://github.com/settings/tokens). It is not shown: ' "$description" >&2
read -rs typed || true
echo >&2
typed=${typed%"${typed##*[![:space:]]}"}
if [[ ! "$typed" =~ ^[A-Za-z0-9_-]+$ ]]; then
  echo "This is not a GitHub token: it is empty, or has characters other than letters, digits, _ and -. Nothing is stored." >&2
  exit 1
fi
printf %s "$typed" > "$token"

if ! note=$("check_${kind}_token" "$token" "$repository"); then
  echo "The token is not stored. $note" >&2
  exit 1
fi
if capture aws secretsmanager describe-secret --secret-id "$name" --query Name --output text; then
  aws secretsmanager put-secret-value --secret-id "$name" --secret-string "file://$token" > /dev/null
elif [[ "$errors" != *ResourceNotFoundException* ]]; then
  echo "The token is not stored: the secret $name in $region can't be read. AWS says: $(last_error)" >&2
  exit 1
else
  aws secretsmanager create-secret --name "$name" --secret-string "file://$token" > /dev/null
fi
echo "The token is stored in $region as $name.${note:+ $note}"
