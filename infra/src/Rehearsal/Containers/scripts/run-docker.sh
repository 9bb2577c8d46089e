#!/usr/bin/env bash
# Becomes `docker run`, which passes signals on to the program: run-docker.sh OPTION... IMAGE [ARGUMENT]...
# The container never outlives it: somebody outside of its session waits for its end, however that comes, and removes what is left.
set -euo pipefail
name=expenses-$$-$RANDOM
# The name is for the shell that waits.
# shellcheck disable=SC2016
exec 9> >(setsid bash -c 'cat > /dev/null; docker rm --force "$0" > /dev/null 2>&1' "$name")
exec docker run --rm --network host --name "$name" "$@"
