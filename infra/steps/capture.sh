#!/usr/bin/env bash
# Captures what a program prints. Source it.
# A warning on the standard error must not end up in an account, a digest or a token.

output=
errors=

# Runs a program, puts its standard output into $output and its standard error into $errors: capture PROGRAM ARGUMENT ...
capture() {
  local file status=0
  file=$(mktemp)
  # shellcheck disable=SC2034 # The scripts that source this use it.
  output=$("$@" 2> "$file") || status=$?
  errors=$(cat "$file")
  rm -f "$file"
  return "$status"
}

# Prints the last line of $errors, where most programs say what is wrong.
last_error() {
  echo "${errors##*$'\n'}"
}
