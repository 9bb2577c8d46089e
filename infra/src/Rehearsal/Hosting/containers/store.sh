#!/usr/bin/env bash
# shellcheck disable=SC2034
# Where the rehearsal's images lie, and the real programs behind those of the same name in bin. Source it.
# In the environment: CONTAINER_STORE.
store=(--root "$CONTAINER_STORE/storage" --runroot "$CONTAINER_STORE/run")
base_image=localhost/expenses-base

# The path of a program, past the one that stands in front of it: real NAME
real() {
  type -ap "$1" | grep -v '/containers/bin/' | head -1
}
