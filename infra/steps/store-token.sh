#!/usr/bin/env bash
# Asks for a token of GitHub, tries it, and only then stores it in Secrets Manager: store-token.sh release|amplify REGION
# "release" moves the release branches (github.releaseToken in cdk.json) and belongs into the pipeline's region; "amplify" lets Amplify into the
# repository (github.amplifyToken) and belongs into each environment's. A token that fails its trial changes nothing. Trying "release" pushes
# a branch release/preflight-... and deletes it again.
set -euo pipefail
kind=${1:?"store-token.sh: pass the token's kind and the region, as in: store-token.sh release eu-central-1"}
region=${2:?"store-token.sh: pass the region, as in: store-token.sh $kind eu-central-1"}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/arguments.sh
source infra/steps/github-token.sh
source infra/steps/call.sh
source infra/steps/settings.sh
export AWS_REGION=$region AWS_DEFAULT_REGION=$region

case "$kind" in
  release) rights='a fine-grained token for this repository alone, with Contents and Workflows: read and write' ;;
  amplify) rights='a classic token with the scope admin:repo_hook, and repo if the repository is private' ;;
  *) echo "store-token.sh: the kind is \"$kind\"; it must be release or amplify." >&2 && exit 2 ;;
esac
check_region store-token.sh "$region"
repository=$(setting repository)
name=$(setting github "${kind}Token")

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token=$work/token

printf 'Paste %s (https://github.com/settings/tokens); it is not shown: ' "$rights" >&2
read -rs typed || true
echo >&2
typed=${typed%"${typed##*[![:space:]]}"}
if [[ ! "$typed" =~ ^[A-Za-z0-9_-]+$ ]]; then
  echo "That is no token of GitHub: it is empty, or has other characters than letters, digits, _ and -. Nothing is stored." >&2
  exit 1
fi
printf %s "$typed" > "$token"

if ! told=$("try_${kind}_token" "$token" "$repository"); then
  echo "The token is not stored. $told" >&2
  exit 1
fi
if call aws secretsmanager describe-secret --secret-id "$name" --query Name --output text; then
  aws secretsmanager put-secret-value --secret-id "$name" --secret-string "file://$token" > /dev/null
elif [[ "$complaint" != *ResourceNotFoundException* ]]; then
  echo "The token is not stored: whether the secret $name is there already can't be read in $region. AWS says: $(last_words)" >&2
  exit 1
else
  aws secretsmanager create-secret --name "$name" --secret-string "file://$token" > /dev/null
fi
echo "The token is stored in $region as $name.${told:+ $told}"
