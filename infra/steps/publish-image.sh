#!/usr/bin/env bash
# Builds the backend's image and pushes it: publish-image.sh TAG_FILE, with REPOSITORY_URI in the environment.
# The tag is the hash of what the build sees: where the repository has the tag, there is nothing to build.
set -euo pipefail
tag=$(cat "${1:?"publish-image.sh: tell the file that holds the tag"}")
: "${REPOSITORY_URI:?"publish-image.sh: REPOSITORY_URI has to name the repository to push to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if aws ecr describe-images --repository-name "${REPOSITORY_URI#*/}" --image-ids "imageTag=$tag" > /dev/null 2>&1; then
  echo "$REPOSITORY_URI:$tag is there already"
  exit 0
fi

aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}"
docker build --tag "$REPOSITORY_URI:$tag" app-backend
docker push "$REPOSITORY_URI:$tag"
