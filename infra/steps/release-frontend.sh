#!/usr/bin/env bash
# Releases a commit's site: release-frontend.sh COMMIT_FILE TAG_FILE
# Amplify deploys the head of a branch and ignores the commit in a request, so this moves the branch to the commit first.
# It refuses to move a branch whose head this environment has never released (infra/docs/adr/0025-release-branch-ownership.md).
# Environment: REPOSITORY (owner/name), BRANCH, APP_ID, SITE_URL, BUNDLE_BUCKET, GITHUB_TOKEN_SECRET (its name in Secrets Manager);
# for Amplify in another account or region: RELEASE_ROLE_ARN, the role to assume there, and APP_REGION;
# PAUSE_SECONDS between two status checks, default 3; ATTEMPTS to get the release from the site, default 20.
set -euo pipefail
commit=$(cat "${1:?"release-frontend.sh: pass the file that contains the commit"}")
tag=$(cat "${2:?"release-frontend.sh: pass the file that contains the tag of the site's bundle"}")
: "${REPOSITORY:?}" "${BRANCH:?}" "${APP_ID:?}" "${SITE_URL:?}" "${BUNDLE_BUCKET:?}" "${GITHUB_TOKEN_SECRET:?}"
pause=${PAUSE_SECONDS:-3}
attempts=${ATTEMPTS:-20}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/stage-credentials.sh
source infra/steps/github-token.sh
source infra/steps/bundle-bucket.sh

bundle=$(object_digest "$BUNDLE_BUCKET" "$(bundle_key "$tag")")
if [ -z "$bundle" ]; then
  echo "$BUNDLE_BUCKET has no $(bundle_key "$tag") to release: retry the stage, which stores it." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Git gets the password from this script, so the token is in no URL, no argument and no log.
cat > "$work/askpass" << 'ASKPASS'
#!/usr/bin/env bash
case "$1" in
  Username*) echo x-access-token ;;
  *) aws secretsmanager get-secret-value --secret-id "$GITHUB_TOKEN_SECRET" --query SecretString --output text ;;
esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass" GIT_TERMINAL_PROMPT=0

# Runs git, puts its output into $output, and explains an error: run_git ARGUMENT ...
run_git() {
  local problem
  capture git -C "$work/repository" "$@" && return
  echo "$errors" >&2
  problem=$(token_problem "$errors")
  if [[ "$errors" == *"(stale info)"* ]]; then
    echo "$BRANCH moved during the release: find out who else pushes to it, then retry the stage." >&2
  fi
  if [ -n "$problem" ]; then
    echo "GitHub refuses the token in the secret $GITHUB_TOKEN_SECRET (github.releaseToken in cdk.json). $problem" \
      "Store another: infra/steps/store-token.sh release ${AWS_REGION:-REGION}" >&2
  fi
  exit 1
}

url="https://github.com/$REPOSITORY"
git init --quiet --bare "$work/repository"
run_git ls-remote "$url" "refs/heads/$BRANCH"
head=${output%%[[:space:]]*}
released=
[ -z "$head" ] || released=$(object_digest "$BUNDLE_BUCKET" "$(release_key "$head")")
if [ -n "$head" ] && [ -z "$released" ]; then
  {
    echo "The branch $BRANCH of $REPOSITORY is at $head, which this environment has never released" \
      "($BUNDLE_BUCKET has no $(release_key "$head")), so it is not moved."
    echo "Keep what you need under another name, delete the branch, and retry the stage: git push $url :refs/heads/$BRANCH"
  } >&2
  exit 1
fi
run_git fetch --quiet --depth 1 "$url" "$commit"
# The lease protects commits that others have pushed since.
run_git push --quiet --force-with-lease="refs/heads/$BRANCH:$head" "$url" "$commit:refs/heads/$BRANCH"
echo "$BRANCH is at $commit"

# Not renewed: the role lasts for an hour, and so does this step at most.
assume_stage_role "${RELEASE_ROLE_ARN:-}" release-frontend
amplify() { stage_aws "${APP_REGION:-}" amplify "$@"; }

# Starts a job, and puts its ID into $job. Amplify runs one job of a branch at a time, so that of an interrupted release has to end first.
start_job() {
  local waits=
  until capture amplify start-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-type RELEASE --query jobSummary.jobId --output text; do
    if [[ "$errors" != *"already have pending or running jobs"* ]]; then
      echo "$errors" >&2
      exit 1
    fi
    [ -n "$waits" ] || echo "Amplify still runs a job of $BRANCH: waiting for its end"
    waits=yes
    sleep "$pause"
  done
  job=$output
}

start_job
first=$job
status=
while [ "$status" != SUCCEED ]; do
  last=$status
  status=$(amplify get-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-id "$job" --query job.summary.status --output text)
  [ "$status" = "$last" ] || echo "Amplify job $job: $status"
  case "$status" in
    SUCCEED) ;;
    FAILED | CANCELLED)
      # After a branch moved back to an earlier commit, Amplify sometimes fails to clone it, and succeeds when it tries again:
      # https://github.com/aws-amplify/amplify-hosting/issues/4061
      if [ "$status" = FAILED ] && [ "$job" = "$first" ]; then
        start_job
        continue
      fi
      echo "Amplify job $job of app $APP_ID, branch $BRANCH, ended as $status: read its log in the Amplify console." >&2
      exit 1
      ;;
    *) sleep "$pause" ;;
  esac
done

# Prints the commit and the bundle in a response of the site, or nothing if it is malformed: site_version RESPONSE
site_version() {
  python3 -c 'import json, sys; version = json.load(sys.stdin); print(version["commit"], version["bundle"])' <<< "$1" 2> /dev/null || true
}

# The job ends before every edge location has the release.
for attempt in $(seq "$attempts"); do
  if capture curl --fail-with-body --silent --show-error --max-time 20 "$SITE_URL/api/version" &&
    [ "$(site_version "$output")" = "$commit $bundle" ]; then
    echo "$SITE_URL serves commit $commit and bundle $bundle"
    exit 0
  fi
  [ "$attempt" = "$attempts" ] || sleep "$pause"
done
echo "$SITE_URL does not serve commit $commit and bundle $bundle, although Amplify job $job succeeded." \
  "It responds: ${output:-$errors}" >&2
exit 1
