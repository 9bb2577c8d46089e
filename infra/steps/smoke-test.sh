#!/usr/bin/env bash
# Asks the deployed API whether it is alive, database included, and whether it is the release that was meant: smoke-test.sh TAG_FILE
# In the environment: API_URL, where the API answers.
set -euo pipefail
tag=$(cat "${1:?"smoke-test.sh: tell the file that holds the tag"}")
: "${API_URL:?"smoke-test.sh: API_URL has to tell where the API answers"}"

# A paused database takes up to half a minute to wake: hence the retries.
ask() {
  echo "GET $API_URL$1" >&2
  curl --fail-with-body --silent --show-error --max-time 40 --retry 5 --retry-delay 3 --retry-connrefused "$API_URL$1"
}

ask /health/live
ask /health/ready
answer=$(ask /version)
echo "$answer"
release=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["release"])' <<< "$answer" 2> /dev/null || true)
if [ "$release" != "$tag" ]; then
  echo "The API answers, but it is not release $tag: the service still runs, or went back to, another one." >&2
  exit 1
fi
