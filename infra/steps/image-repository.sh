#!/usr/bin/env bash
# Functions for ECR repositories. Source it.
# A registry's name contains its account and region, which may differ from the step's.

source infra/steps/capture.sh

# docker, or an engine with the same commands (podman, buildah).
engine=${CONTAINER_ENGINE:-docker}

# Prints a registry's region: registry_region ACCOUNT.dkr.ecr.REGION.SUFFIX
registry_region() {
  local region
  IFS=. read -r _ _ _ region _ <<< "$1"
  echo "$region"
}

# Calls ECR for one repository: ecr REPOSITORY_URI COMMAND [OPTION ...]
ecr() {
  local registry=${1%%/*} repository=${1#*/}
  aws ecr "$2" --region "$(registry_region "$registry")" --registry-id "${registry%%.*}" --repository-name "$repository" "${@:3}"
}

# Prints the digest of a tag, or nothing if the repository has no such tag: image_digest REPOSITORY_URI TAG
image_digest() {
  if capture ecr "$1" describe-images --image-ids "imageTag=$2" --query 'imageDetails[0].imageDigest' --output text; then
    echo "$output"
  elif [[ $errors != *ImageNotFoundException* ]]; then
    echo "$errors" >&2
    return 1
  fi
}

# Logs the engine in to a registry: log_in REGISTRY
log_in() {
  aws ecr get-login-password --region "$(registry_region "$1")" | "$engine" login --username AWS --password-stdin "$1"
}
