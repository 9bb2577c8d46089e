#!/usr/bin/env bash
# Asks the deployed API whether it is alive, whether it reaches its database, and whether it is the release that was meant: smoke-test.sh TAG_FILE
# In the environment: API_URL, where the API answers; RETRIES, how often it asks again, 5 unless set.
set -euo pipefail
tag=$(cat "${1:?"smoke-test.sh: name the file that holds the tag"}")
: "${API_URL:?"smoke-test.sh: set API_URL to where the API answers"}"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# ask STATUS METHOD PATH [CURL ARGUMENT ...]: leaves the body in $answer, and fails where the API answers with another status.
# A paused database takes up to half a minute to wake: hence the retries.
ask() {
  local expected=$1 method=$2 path=$3 status
  shift 3
  echo "$method $API_URL$path" >&2
  status=$(curl --silent --show-error --max-time 40 --retry "${RETRIES:-5}" --retry-delay 3 --retry-connrefused --request "$method" --output "$answer" --write-out '%{http_code}' "$@" "$API_URL$path") || true
  if [ "$status" != "$expected" ]; then
    echo "$method $path: expected status $expected, got $status: $(head -c 1000 "$answer")" >&2
    return 1
  fi
}

# field NAME: a field of the last answer, or nothing.
field() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get(sys.argv[2], ""))' "$answer" "$1" 2> /dev/null || true
}

if ! ask 200 GET /health/live; then
  echo "The API isn't alive: read the log of its tasks, and the service's events in ECS." >&2
  exit 1
fi

# Readiness is closed to the world. A login that can't succeed asks the database as well; a new address each time stays below the limit of tries.
credentials="{\"email\":\"smoke-test.$RANDOM$RANDOM$RANDOM@invalid.example\",\"password\":\"no password of anyone\"}"
if ! ask 401 POST /v1/auth/login --header 'content-type: application/json' --data "$credentials" || [ "$(field type)" != urn:expenses:problem:wrong-credentials ]; then
  echo "A login with an address that no one has must be refused as urn:expenses:problem:wrong-credentials, got \"$(field type)\": nothing shows that the API reaches its database. Look at the database, its security group and the API's log." >&2
  exit 1
fi

if ! ask 200 GET /version; then
  echo "The API doesn't tell its release: read the log of its tasks." >&2
  exit 1
fi
cat "$answer"
echo
if [ "$(field release)" != "$tag" ]; then
  echo "The API answers as release \"$(field release)\", but it is not release $tag: the service still runs, or went back to, another one. Read the service's events in ECS." >&2
  exit 1
fi
