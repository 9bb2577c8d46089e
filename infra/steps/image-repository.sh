#!/usr/bin/env bash
# What the image's steps share. Source it.
# A repository and its registry may be in another account and region than the step: both stand in the registry's name.

source infra/steps/call.sh

# Every step speaks to one engine: docker, unless another one is told that takes the same words (podman, buildah).
engine=${CONTAINER_ENGINE:-docker}

# Prints the region that a registry is in: region_of ACCOUNT.dkr.ecr.REGION.SUFFIX
region_of() {
  local region
  IFS=. read -r _ _ _ region _ <<< "$1"
  echo "$region"
}

# Asks ECR about a repository: ask_ecr REPOSITORY_URI COMMAND [OPTION ...]
ask_ecr() {
  local registry=${1%%/*} repository=${1#*/}
  aws ecr "$2" --region "$(region_of "$registry")" --registry-id "${registry%%.*}" --repository-name "$repository" "${@:3}"
}

# Prints the digest that a tag stands for, or nothing where the repository has no such tag: image_digest REPOSITORY_URI TAG
image_digest() {
  if call ask_ecr "$1" describe-images --image-ids "imageTag=$2" --query 'imageDetails[0].imageDigest' --output text; then
    echo "$answer"
  elif [[ $complaint != *ImageNotFoundException* ]]; then
    echo "$complaint" >&2
    return 1
  fi
}

# Lets the engine into a registry: log_in REGISTRY
log_in() {
  aws ecr get-login-password --region "$(region_of "$1")" | "$engine" login --username AWS --password-stdin "$1"
}
