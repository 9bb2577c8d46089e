#!/usr/bin/env bash
# What the image's steps share. Source it.

# Every step speaks to one engine: docker, unless another one is told that takes the same words (podman, buildah).
engine=${CONTAINER_ENGINE:-docker}

# Prints the digest that a tag stands for, or nothing where the repository has no such tag: image_digest REPOSITORY TAG
image_digest() {
  local answer
  if answer=$(aws ecr describe-images --repository-name "$1" --image-ids "imageTag=$2" --query 'imageDetails[0].imageDigest' --output text 2>&1); then
    echo "$answer"
  elif [[ $answer != *ImageNotFoundException* ]]; then
    echo "$answer" >&2
    return 1
  fi
}

# Lets the engine into a registry: log_in REGISTRY
log_in() {
  aws ecr get-login-password | "$engine" login --username AWS --password-stdin "$1"
}
