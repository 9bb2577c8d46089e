#!/usr/bin/env bash
# Releases the site of one commit: release-frontend.sh COMMIT_FILE TAG_FILE
# Amplify deploys the head of a branch and ignores the commit in a request: so the branch is moved to the commit first.
# A branch whose head this environment has never released is somebody else's and is refused (infra/docs/adr/0025-release-branch-ownership.md).
# In the environment: REPOSITORY (owner/name), BRANCH, APP_ID, SITE_URL, BUNDLE_BUCKET, GITHUB_TOKEN_SECRET (its name in Secrets Manager);
# where Amplify is not in this step's account and region: RELEASE_ROLE_ARN, the role to take there, and APP_REGION;
# PAUSE_SECONDS, how long it waits before it asks again, 3 unless told otherwise; ATTEMPTS, how often it asks the site, 20 unless told otherwise.
set -euo pipefail
commit=$(cat "${1:?"release-frontend.sh: tell the file that holds the commit"}")
tag=$(cat "${2:?"release-frontend.sh: tell the file that holds the tag of the site's bundle"}")
: "${REPOSITORY:?}" "${BRANCH:?}" "${APP_ID:?}" "${SITE_URL:?}" "${BUNDLE_BUCKET:?}" "${GITHUB_TOKEN_SECRET:?}"
pause=${PAUSE_SECONDS:-3}
attempts=${ATTEMPTS:-20}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stage-account.sh
source infra/steps/github-token.sh
source infra/steps/bundle-bucket.sh

bundle=$(digest_of "$BUNDLE_BUCKET" "$(bundle_key "$tag")")
if [ -z "$bundle" ]; then
  echo "$BUNDLE_BUCKET has no $(bundle_key "$tag") to release: retry the stage, which brings it." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Git asks this script for the password: the token stands in no URL, no argument and no log.
cat > "$work/askpass" << 'ASKPASS'
#!/usr/bin/env bash
case "$1" in
  Username*) echo x-access-token ;;
  *) aws secretsmanager get-secret-value --secret-id "$GITHUB_TOKEN_SECRET" --query SecretString --output text ;;
esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass" GIT_TERMINAL_PROMPT=0

# Runs git in the repository, leaves what it answers in $answer, and says what a refusal means for the token.
at_github() {
  local reason
  call git -C "$work/repository" "$@" && return
  echo "$complaint" >&2
  reason=$(refusal_of "$complaint")
  [[ "$complaint" != *"(stale info)"* ]] || echo "$BRANCH moved while it was released: find out who else pushes to it, then retry the stage." >&2
  [ -z "$reason" ] || echo "GitHub refuses the token in the secret $GITHUB_TOKEN_SECRET (github.releaseToken in cdk.json). $reason Store another: infra/steps/store-token.sh release ${AWS_REGION:-REGION}" >&2
  exit 1
}

url="https://github.com/$REPOSITORY"
git init --quiet --bare "$work/repository"
at_github ls-remote "$url" "refs/heads/$BRANCH"
head=${answer%%[[:space:]]*}
released=
[ -z "$head" ] || released=$(digest_of "$BUNDLE_BUCKET" "$(release_key "$head")")
if [ -n "$head" ] && [ -z "$released" ]; then
  {
    echo "The branch $BRANCH of $REPOSITORY is at $head, which this environment has never released ($BUNDLE_BUCKET has no $(release_key "$head")): it is not moved."
    echo "Keep what is needed of it under another name, delete it, and retry the stage: git push https://github.com/$REPOSITORY :refs/heads/$BRANCH"
  } >&2
  exit 1
fi
at_github fetch --quiet --depth 1 "$url" "$commit"
# Moved from where it was seen, or created: what somebody else pushed in the meantime stays.
at_github push --quiet --force-with-lease="refs/heads/$BRANCH:$head" "$url" "$commit:refs/heads/$BRANCH"
echo "$BRANCH is at $commit"

# Taken once: Amplify gives a build half of the hour that the role lasts.
take_role "${RELEASE_ROLE_ARN:-}" release-frontend
amplify() { in_stage "${APP_REGION:-}" amplify "$@"; }

job=$(amplify start-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-type RELEASE --query jobSummary.jobId --output text)
status=
while [ "$status" != SUCCEED ]; do
  last=$status
  status=$(amplify get-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-id "$job" --query job.summary.status --output text)
  [ "$status" = "$last" ] || echo "Amplify job $job: $status"
  case "$status" in
    SUCCEED) ;;
    FAILED | CANCELLED)
      echo "Amplify job $job of app $APP_ID, branch $BRANCH, ended as $status; its log is in the Amplify console." >&2
      exit 1
      ;;
    *) sleep "$pause" ;;
  esac
done

# Prints the commit and the bundle that an answer of the site tells, and nothing for what is no such answer.
version_of() {
  python3 -c 'import json, sys; version = json.load(sys.stdin); print(version["commit"], version["bundle"])' <<< "$1" 2> /dev/null || true
}

# The job is done before every edge of the content network knows of it.
for attempt in $(seq "$attempts"); do
  if call curl --fail-with-body --silent --show-error --max-time 20 "$SITE_URL/api/version" && [ "$(version_of "$answer")" = "$commit $bundle" ]; then
    echo "$SITE_URL answers with commit $commit and bundle $bundle"
    exit 0
  fi
  [ "$attempt" = "$attempts" ] || sleep "$pause"
done
echo "$SITE_URL does not answer with commit $commit and bundle $bundle, though Amplify job $job has succeeded. It says: ${answer:-$complaint}" >&2
exit 1
