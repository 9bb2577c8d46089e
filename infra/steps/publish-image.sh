#!/usr/bin/env bash
# Builds the backend image and pushes it: publish-image.sh TAG_FILE
# The tag is a hash of the build's inputs: an image that the repository already has is not built again.
# Environment: REPOSITORY_URI, the repository to push to; CONTAINER_ENGINE, default docker.
set -euo pipefail
tag=$(cat "${1:?"publish-image.sh: pass the file that contains the tag"}")
: "${REPOSITORY_URI:?"publish-image.sh: set REPOSITORY_URI to the repository to push to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh

digest=$(image_digest "$REPOSITORY_URI" "$tag")
if [ -n "$digest" ]; then
  echo "$REPOSITORY_URI:$tag already exists: $digest"
  exit 0
fi

# The API runs as another user, so the copied files must be readable whatever the umask of this clone.
sed -n 's/^!//p' app-backend/.dockerignore | while read -r path; do chmod -R go+rX "app-backend/$path"; done

log_in "${REPOSITORY_URI%%/*}"
# ECR scans only a plain manifest, not an index with attestations.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
"$engine" build --tag "$REPOSITORY_URI:$tag" app-backend
"$engine" push "$REPOSITORY_URI:$tag"
