#!/usr/bin/env bash
# Asks the deployed API whether it is alive, database included. A paused database takes up to half a minute to wake: hence the retries.
set -euo pipefail
: "${API_URL:?"smoke-test.sh: API_URL has to tell where the API answers"}"

ask() {
  echo "GET $API_URL$1"
  curl --fail-with-body --silent --show-error --max-time 40 --retry 5 --retry-delay 3 --retry-connrefused "$API_URL$1"
  echo
}

ask /health/live
ask /health/ready
ask /version
