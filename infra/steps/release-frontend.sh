#!/usr/bin/env bash
# Releases the site of one commit: release-frontend.sh COMMIT_FILE
# Amplify builds the head of a branch, whatever commit it is told: so the branch is moved to the commit, and then built.
# In the environment: REPOSITORY (owner/name), BRANCH, APP_ID, GITHUB_TOKEN_SECRET (its name in Secrets Manager).
set -euo pipefail
commit=$(cat "${1:?"release-frontend.sh: tell the file that holds the commit"}")
: "${REPOSITORY:?}" "${BRANCH:?}" "${APP_ID:?}" "${GITHUB_TOKEN_SECRET:?}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Git asks this script for the password: the token stands in no URL, no argument and no log.
cat > "$work/askpass" <<'ASKPASS'
#!/usr/bin/env bash
case "$1" in
  Username*) echo x-access-token ;;
  *) aws secretsmanager get-secret-value --secret-id "$GITHUB_TOKEN_SECRET" --query SecretString --output text ;;
esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass" GIT_TERMINAL_PROMPT=0

url="https://github.com/$REPOSITORY"
git init --quiet --bare "$work/repository"
git -C "$work/repository" fetch --quiet --depth 1 "$url" "$commit"
git -C "$work/repository" push --quiet --force "$url" "$commit:refs/heads/$BRANCH"
echo "$BRANCH is at $commit"

job=$(aws amplify start-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-type RELEASE --query jobSummary.jobId --output text)
status=STARTED
while :; do
  now=$(aws amplify get-job --app-id "$APP_ID" --branch-name "$BRANCH" --job-id "$job" --query job.summary.status --output text)
  [ "$now" = "$status" ] || echo "Amplify job $job: $now"
  status=$now
  case "$status" in
    SUCCEED) exit 0 ;;
    FAILED | CANCELLED)
      echo "Amplify job $job of app $APP_ID, branch $BRANCH, ended as $status; its log is in the Amplify console." >&2
      exit 1
      ;;
  esac
  sleep 3
done
