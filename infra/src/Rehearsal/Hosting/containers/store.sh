#!/usr/bin/env bash
# shellcheck disable=SC2034
# Where the rehearsal's images lie, and the real programs behind those of the same name in in-front. Source it.
# In the environment: CONTAINER_STORE.
store=(--root "$CONTAINER_STORE/storage" --runroot "$CONTAINER_STORE/run")
base_image=localhost/expenses-base

# What a build trusts, where the way to the package registry is signed by an authority of this machine's own.
authorities=()
if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then
  authorities=(--secret "id=ca,src=$NODE_EXTRA_CA_CERTS")
fi

# The path of a program, past the one that stands in front of it: real NAME
real() {
  type -ap "$1" | grep -v '/containers/in-front/' | head -1
}
