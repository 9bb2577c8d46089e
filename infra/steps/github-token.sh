# Tries a token of GitHub, which is in a file that only its owner reads: it is in no argument, no URL, no log and no other program's environment.
# Sourced by the scripts that store, look at or use one. Each trial prints what is wrong and fails, or else prints what is worth knowing.
# shellcheck shell=bash

source infra/steps/call.sh
source infra/steps/git.sh

# Asks GitHub's API and prints the status; headers and body are beside the token: ask_github TOKEN_FILE PATH
ask_github() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$1")" |
    curl --config - --silent --max-time 30 --dump-header "$1.headers" --output "$1.body" --write-out '%{http_code}' "${GITHUB_API_URL:-https://api.github.com}$2" || true
}

# Prints a header of the last answer; the name in small letters: header_of TOKEN_FILE NAME
header_of() {
  awk -v name="$2:" '{ sub(/\r$/, "") } tolower($1) == name { sub(/^[^:]*: */, ""); print }' "$1.headers"
}

# Asks for the repository, and prints when the token expires: try_repository TOKEN_FILE OWNER/NAME
try_repository() {
  local status expires name
  status=$(ask_github "$1" "/repos/$2")
  case "$status" in
    200) ;;
    401) echo "GitHub doesn't accept it: it has expired, was revoked, or is not the whole token." && return 1 ;;
    403 | 404) echo "GitHub shows it no repository $2: give it access to that repository (a classic token: the scope repo), and have the organization approve it." && return 1 ;;
    *) echo "GitHub's API does not answer (status $status): try again." && return 1 ;;
  esac
  # Roles and connections compare the name letter by letter; GitHub's own pages don't.
  name=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("full_name", sys.argv[2]))' "$1.body" "$2")
  [ "$name" = "$2" ] || { echo "GitHub writes the repository $name: set delivery.repository in cdk.json to that." && return 1; }
  expires=$(header_of "$1" github-authentication-token-expiration)
  [ -z "$expires" ] || echo "It expires on $expires: store a new one before."
}

# Prints what a refused fetch or push says of the token, and nothing where it says nothing of it: refusal_of ANSWER
refusal_of() {
  case "$1" in
    *"refusing to allow"*workflow*) echo "It lacks the permission Workflows: read and write." ;;
    *"requested URL returned error: 403"* | *"Write access to repository not granted"*) echo "It lacks the permission Contents: read and write." ;;
    *"Authentication failed"* | *"could not read Password"*) echo "GitHub doesn't accept it: it has expired, was revoked, or is not the whole token." ;;
  esac
}

# Runs git with the token alone: git_with TOKEN_FILE ARGUMENT ...
git_with() {
  # shellcheck disable=SC2016 # "$1" is what git asks the program for.
  printf '#!/usr/bin/env bash\ncase "$1" in Username*) echo x-access-token ;; *) cat "%s" ;; esac\n' "$1" > "$1.askpass"
  chmod 700 "$1.askpass"
  GIT_ASKPASS="$1.askpass" GIT_TERMINAL_PROMPT=0 git -c user.name=preflight -c user.email=preflight@localhost "${@:2}"
}

# GitHub tells nobody what a fine-grained token may do, and checks the right to workflows only when a push arrives. So this pushes a commit with
# a workflow that nothing starts to a branch of its own, and deletes that: try_release_token TOKEN_FILE OWNER/NAME
try_release_token() {
  local url="https://github.com/$2" branch reason
  branch="release/preflight-$(date +%s)-$$"
  try_repository "$1" "$2" || return 1
  git_with "$1" init --quiet "$1.git"
  mkdir -p "$1.git/.github/workflows"
  # GitHub lets a workflow pass that is on another branch already: so no two are the same.
  printf 'name: %s\non: workflow_call\njobs:\n  nothing:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: "true"\n' "$branch" > "$1.git/.github/workflows/preflight.yml"
  git_with "$1" -C "$1.git" add --all
  git_with "$1" -C "$1.git" commit --quiet --message "Try the token"
  if ! call git_with "$1" -C "$1.git" push --quiet "$url" "HEAD:refs/heads/$branch"; then
    reason=$(refusal_of "$complaint")
    echo "${reason:-GitHub refuses the push of $branch: $(grep -m1 -E 'error|rejected' <<< "$complaint" || last_words)}"
    return 1
  fi
  call git_with "$1" -C "$1.git" push --quiet "$url" ":refs/heads/$branch" ||
    echo "The branch $branch, which tried it, could not be deleted: delete it by hand."
}

# Leaves in $answer the commit that a branch is at, or nothing where there is none: ask_for_branch TOKEN_FILE OWNER/NAME BRANCH
ask_for_branch() {
  call git_with "$1" ls-remote "https://github.com/$2" "refs/heads/$3" || return 1
  answer=${answer%%[[:space:]]*}
}

# Amplify creates a webhook, and with a classic token a deploy key: try_amplify_token TOKEN_FILE OWNER/NAME
try_amplify_token() {
  local scopes
  try_repository "$1" "$2" || return 1
  # Only a classic token has scopes.
  if grep -qi '^x-oauth-scopes:' "$1.headers"; then
    scopes=$(header_of "$1" x-oauth-scopes)
    case ", $scopes," in *", admin:repo_hook,"*) ;; *) echo "It lacks the scope admin:repo_hook; it has: ${scopes:-none}." && return 1 ;; esac
  fi
  [ "$(ask_github "$1" "/repos/$2/hooks")" = 200 ] || { echo "It can't see the webhooks of $2: it lacks the permission Webhooks: read and write, or its owner is not an administrator of the repository." && return 1; }
}

# Prints a sentence where whoever may push to a branch may also change what is checked before Prod: look_at_protection TOKEN_FILE OWNER/NAME BRANCH
look_at_protection() {
  local where="https://github.com/$2/settings/rules" rules protected
  rules=$(ask_github "$1" "/repos/$2/rules/branches/$3")
  [ "$rules" != 200 ] || ! grep -q '"pull_request"' "$1.body" || return 0
  protected=$(ask_github "$1" "/repos/$2/branches/$3")
  if [ "$protected" = 200 ] && grep -Eq '"protected": ?true' "$1.body"; then
    return 0
  elif [ "$rules" != 200 ] || [ "$protected" != 200 ]; then
    echo "Whether $3 is protected can't be read with this token: look at $where and https://github.com/$2/settings/branches."
  else
    echo "$3 is not protected: whoever may push to it deploys, and may change the approval before Prod. Ask for pull requests there: $where"
  fi
}
