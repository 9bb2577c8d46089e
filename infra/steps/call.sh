#!/usr/bin/env bash
# Runs programs whose answer the scripts go on with. Source it.
# What a program says on its standard error is for people: a warning there must not become an account, a digest or a token.

answer=
complaint=

# Leaves what a program answers in $answer, and what it says beside that in $complaint: call PROGRAM ARGUMENT ...
call() {
  local said status=0
  said=$(mktemp)
  # shellcheck disable=SC2034 # For who sources this.
  answer=$("$@" 2> "$said") || status=$?
  complaint=$(cat "$said")
  rm -f "$said"
  return "$status"
}

# The last line of what a program said: that is where it tells what is wrong.
last_words() {
  echo "${complaint##*$'\n'}"
}
