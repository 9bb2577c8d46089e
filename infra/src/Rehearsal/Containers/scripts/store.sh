#!/usr/bin/env bash
# shellcheck disable=SC2034
# Functions and settings of the scripts in this folder: the storage of images, and the real programs behind the shims. Source it.
# Environment: CONTAINER_STORE, the folder for buildah's images; docker's daemon has its own.

# The folder may not exist yet.
store=$(cd "$CONTAINER_STORE" 2> /dev/null && pwd -P) || store=${CONTAINER_STORE:-}
store=(--root "$store/storage" --runroot "$store/run")

# The stand-in that base-image.sh builds. Docker pulls the real base image if it can.
base_image=localhost/expenses-base

# The certificate authorities that a build trusts in addition, such as that of a proxy before the package registry.
authorities=()
if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then
  authorities=(--secret "id=ca,src=$NODE_EXTRA_CA_CERTS")
fi

# Prints the path of the real program behind a shim: real NAME
real() {
  type -ap "$1" | grep -v '/scripts/shims/' | head -1
}

# Fails unless the step's role may push or pull an image. The registry on loopback lets everyone in: allow push|pull IMAGE
# Environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID; ECR.
allow() {
  local repository=${2#*"$ECR/"} answer
  [ -n "${AWS_ENDPOINT_URL:-}" ] && [ "$repository" != "$2" ] || return 0
  answer=$(
    curl --silent --show-error --fail-with-body --noproxy '*' "$AWS_ENDPOINT_URL/rehearsal/checks" --data @- << MESSAGE
{ "accessKey": "${AWS_ACCESS_KEY_ID:-}", "service": "ecr", "operation": "$1", "parameters": { "repositoryName": "${repository%%[:@]*}" } }
MESSAGE
  ) && return
  echo "denied: $answer" >&2
  exit 1
}

# Puts the engine and the options for its storage into $engine: use docker|buildah
use() {
  engine=("$(real "$1")")
  [ "$1" = docker ] || engine+=("${store[@]}")
}
