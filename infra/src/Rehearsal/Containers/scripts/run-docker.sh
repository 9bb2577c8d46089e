#!/usr/bin/env bash
# Executes `docker run`, which passes signals on to the program: run-docker.sh OPTION... IMAGE [ARGUMENT]...
# A shell in a session of its own waits for the end of `docker run`, even by kill -9, and then removes the container.
set -euo pipefail
name=expenses-$$-$RANDOM
# The waiting shell gets the name as $0.
# shellcheck disable=SC2016
exec 9> >(setsid bash -c 'cat > /dev/null; docker rm --force "$0" > /dev/null 2>&1' "$name")
exec docker run --rm --network host --name "$name" "$@"
