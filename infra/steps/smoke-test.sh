#!/usr/bin/env bash
# Checks that the deployed API is alive, reaches its database, and is the expected release: smoke-test.sh TAG_FILE
# Environment: API_URL, the API's address; RETRIES per request, default 5.
set -euo pipefail
tag=$(cat "${1:?"smoke-test.sh: pass the file that contains the tag"}")
: "${API_URL:?"smoke-test.sh: set API_URL to the API's address"}"
response=$(mktemp)
trap 'rm -f "$response"' EXIT

# Sends a request, writes the body to $response, and fails for any other status: request STATUS METHOD PATH [CURL ARGUMENT ...]
# It retries, because a paused database takes up to half a minute to resume.
request() {
  local expected=$1 method=$2 path=$3 status
  shift 3
  echo "$method $API_URL$path" >&2
  status=$(curl --silent --show-error --max-time 40 --retry "${RETRIES:-5}" --retry-delay 3 --retry-connrefused \
    --request "$method" --output "$response" --write-out '%{http_code}' "$@" "$API_URL$path") || true
  if [ "$status" != "$expected" ]; then
    echo "$method $path: expected status $expected, got $status: $(head -c 1000 "$response")" >&2
    return 1
  fi
}

# Prints a field of the last response, or nothing: response_field NAME
response_field() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get(sys.argv[2], ""))' "$response" "$1" 2> /dev/null || true
}

if ! request 200 GET /health/live; then
  echo "The API isn't alive: read the log of its tasks, and the service's events in ECS." >&2
  exit 1
fi

# The readiness check isn't public, but a login that can't succeed also queries the database.
# A new address each time avoids the limit on failed logins.
refused=urn:expenses:problem:wrong-credentials
credentials="{\"email\":\"smoke-test.$RANDOM$RANDOM$RANDOM@invalid.example\",\"password\":\"not a real password\"}"
if ! request 401 POST /v1/auth/login --header 'content-type: application/json' --data "$credentials" ||
  [ "$(response_field type)" != "$refused" ]; then
  echo "A login with an unknown address must be refused as $refused, got \"$(response_field type)\":" \
    "the API may not reach its database. Look at the database, its security group and the API's log." >&2
  exit 1
fi

if ! request 200 GET /version; then
  echo "The API doesn't report its release: read the log of its tasks." >&2
  exit 1
fi
cat "$response"
echo
if [ "$(response_field release)" != "$tag" ]; then
  echo "The API runs release \"$(response_field release)\", expected $tag: the deployment has not finished or was rolled back." \
    "Read the service's events in ECS." >&2
  exit 1
fi
