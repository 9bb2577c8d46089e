#!/usr/bin/env bash
# Builds the backend's image and pushes it: publish-image.sh TAG_FILE
# The tag is the hash of what the build sees: where the repository has it, there is nothing to build.
# In the environment: REPOSITORY_URI, where to push; CONTAINER_ENGINE, docker unless told otherwise.
set -euo pipefail
tag=$(cat "${1:?"publish-image.sh: tell the file that holds the tag"}")
: "${REPOSITORY_URI:?"publish-image.sh: REPOSITORY_URI has to name the repository to push to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh

digest=$(image_digest "$REPOSITORY_URI" "$tag")
if [ -n "$digest" ]; then
  echo "$REPOSITORY_URI:$tag is there already: $digest"
  exit 0
fi

# In the image the API is not who cloned this, perhaps with a umask of 077: it has to be able to read what is copied there.
sed -n 's/^!//p' app-backend/.dockerignore | while read -r seen; do chmod -R go+rX "app-backend/$seen"; done

log_in "${REPOSITORY_URI%%/*}"
# One manifest, no index around it with attestations: ECR scans only such.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
"$engine" build --tag "$REPOSITORY_URI:$tag" app-backend
"$engine" push "$REPOSITORY_URI:$tag"
