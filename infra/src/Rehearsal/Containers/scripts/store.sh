#!/usr/bin/env bash
# shellcheck disable=SC2034
# What the scripts of this folder share: where images lie, and the real programs behind the shims of the same name. Source it.
# In the environment: CONTAINER_STORE, which buildah keeps its images in; docker's daemon has a place of its own.

# Its folders may not be there yet.
store=$(cd "$CONTAINER_STORE" 2> /dev/null && pwd -P) || store=${CONTAINER_STORE:-}
store=(--root "$store/storage" --runroot "$store/run")

# What base-image.sh makes. Docker pulls the real one where it can.
base_image=localhost/expenses-base

# What a build trusts, where the way to the package registry is signed by an authority of this machine's own.
authorities=()
if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then
  authorities=(--secret "id=ca,src=$NODE_EXTRA_CA_CERTS")
fi

# The path of the real program behind a shim: real NAME
real() {
  type -ap "$1" | grep -v '/scripts/shims/' | head -1
}

# The engine with where it keeps its images: use docker|buildah
use() {
  engine=("$(real "$1")")
  [ "$1" = docker ] || engine+=("${store[@]}")
}
