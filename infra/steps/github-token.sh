# Checks GitHub tokens. A token is in a file that only its owner can read, never in an argument, a URL, a log or the environment.
# Source it. Each check prints what is wrong and fails, or prints what is worth knowing.
# shellcheck shell=bash

source infra/steps/capture.sh
source infra/steps/git.sh

not_accepted="GitHub doesn't accept it: it has expired, was revoked, or is incomplete."

# Calls GitHub's API and prints the status; headers and body go to files next to the token: github_api TOKEN_FILE PATH
github_api() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$1")" |
    curl --config - --silent --max-time 30 --dump-header "$1.headers" --output "$1.body" --write-out '%{http_code}' \
      "${GITHUB_API_URL:-https://api.github.com}$2" || true
}

# Prints a header of the last response; NAME is in lower case: response_header TOKEN_FILE NAME
response_header() {
  awk -v name="$2:" '{ sub(/\r$/, "") } tolower($1) == name { sub(/^[^:]*: */, ""); print }' "$1.headers"
}

# Checks that the token can read the repository, and prints when it expires: check_repository TOKEN_FILE OWNER/NAME
check_repository() {
  local status expires name
  status=$(github_api "$1" "/repos/$2")
  case "$status" in
    200) ;;
    401) echo "$not_accepted" && return 1 ;;
    403 | 404)
      echo "It has no access to the repository $2: grant it access (a classic token needs the scope repo)," \
        "and have the organization approve it."
      return 1
      ;;
    *) echo "GitHub's API does not answer (status $status): try again." && return 1 ;;
  esac
  # IAM roles and connections compare the name case-sensitively; GitHub's own pages don't.
  name=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("full_name", sys.argv[2]))' "$1.body" "$2")
  [ "$name" = "$2" ] || { echo "GitHub spells the repository $name: set delivery.repository in cdk.json to that." && return 1; }
  expires=$(response_header "$1" github-authentication-token-expiration)
  [ -z "$expires" ] || echo "It expires on $expires: store a new one before then."
}

# Prints what git's error says about the token, or nothing: token_problem ERROR
token_problem() {
  case "$1" in
    *"refusing to allow"*workflow*) echo "It lacks the permission Workflows: read and write." ;;
    *"requested URL returned error: 403"* | *"Write access to repository not granted"*)
      echo "It lacks the permission Contents: read and write."
      ;;
    *"Authentication failed"* | *"could not read Password"*) echo "$not_accepted" ;;
  esac
}

# Runs git with this token only: git_with_token TOKEN_FILE ARGUMENT ...
git_with_token() {
  # shellcheck disable=SC2016 # "$1" is the prompt that git passes.
  printf '#!/usr/bin/env bash\ncase "$1" in Username*) echo x-access-token ;; *) cat "%s" ;; esac\n' "$1" > "$1.askpass"
  chmod 700 "$1.askpass"
  GIT_ASKPASS="$1.askpass" GIT_TERMINAL_PROMPT=0 git -c user.name=preflight -c user.email=preflight@localhost "${@:2}"
}

# GitHub doesn't show a fine-grained token's permissions, and checks the one for workflows only during a push. So this pushes a commit
# with a workflow that nothing starts to a branch of its own, and deletes the branch: check_release_token TOKEN_FILE OWNER/NAME
check_release_token() {
  local url="https://github.com/$2" branch workflow problem
  branch="release/preflight-$(date +%s)-$$"
  workflow="$1.git/.github/workflows/preflight.yml"
  check_repository "$1" "$2" || return 1
  git_with_token "$1" init --quiet "$1.git"
  mkdir -p "$(dirname "$workflow")"
  # GitHub accepts a workflow that another branch already has: the name makes each one different.
  printf 'name: %s\non: workflow_call\njobs:\n  nothing:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: "true"\n' \
    "$branch" > "$workflow"
  git_with_token "$1" -C "$1.git" add --all
  git_with_token "$1" -C "$1.git" commit --quiet --message "Check the token"
  if ! capture git_with_token "$1" -C "$1.git" push --quiet "$url" "HEAD:refs/heads/$branch"; then
    problem=$(token_problem "$errors")
    echo "${problem:-GitHub refuses the push of $branch: $(grep -m1 -E 'error|rejected' <<< "$errors" || last_error)}"
    return 1
  fi
  capture git_with_token "$1" -C "$1.git" push --quiet "$url" ":refs/heads/$branch" ||
    echo "The test branch $branch could not be deleted: delete it by hand."
}

# Puts the commit at a branch's head into $output, or nothing if there is no such branch: branch_head TOKEN_FILE OWNER/NAME BRANCH
branch_head() {
  capture git_with_token "$1" ls-remote "https://github.com/$2" "refs/heads/$3" || return 1
  output=${output%%[[:space:]]*}
}

# Amplify creates a webhook, and with a classic token a deploy key: check_amplify_token TOKEN_FILE OWNER/NAME
check_amplify_token() {
  local scopes
  check_repository "$1" "$2" || return 1
  # Only a classic token has scopes.
  if grep -qi '^x-oauth-scopes:' "$1.headers"; then
    scopes=$(response_header "$1" x-oauth-scopes)
    if [[ ", $scopes," != *", admin:repo_hook,"* ]]; then
      echo "It lacks the scope admin:repo_hook; it has: ${scopes:-none}."
      return 1
    fi
  fi
  if [ "$(github_api "$1" "/repos/$2/hooks")" != 200 ]; then
    echo "It can't read the webhooks of $2: it lacks the permission Webhooks: read and write," \
      "or its owner is not an administrator of the repository."
    return 1
  fi
}

# Prints a warning if a push to a branch needs no pull request, or if that can't be read:
# check_branch_protection TOKEN_FILE OWNER/NAME BRANCH
check_branch_protection() {
  local settings="https://github.com/$2/settings" rules protection
  rules=$(github_api "$1" "/repos/$2/rules/branches/$3")
  [ "$rules" != 200 ] || ! grep -q '"pull_request"' "$1.body" || return 0
  protection=$(github_api "$1" "/repos/$2/branches/$3")
  if [ "$protection" = 200 ] && grep -Eq '"protected": ?true' "$1.body"; then
    return 0
  elif [ "$rules" != 200 ] || [ "$protection" != 200 ]; then
    echo "This token can't read whether $3 is protected: see $settings/rules and $settings/branches."
  else
    echo "$3 is not protected: everyone with write access can deploy, and can change the approval before Prod." \
      "Require pull requests: $settings/rules"
  fi
}
