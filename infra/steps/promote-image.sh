#!/usr/bin/env bash
# Copies the image that the previous stage ran to this stage's repository, with the same digest: promote-image.sh TAG_FILE
# Environment: FROM_REPOSITORY, the name of the repository to copy from; REPOSITORY_URI, the repository to copy to;
# FROM_REGISTRY, the registry of FROM_REPOSITORY, default that of REPOSITORY_URI; CONTAINER_ENGINE, default docker.
set -euo pipefail
tag=$(cat "${1:?"promote-image.sh: pass the file that contains the tag"}")
: "${FROM_REPOSITORY:?"promote-image.sh: set FROM_REPOSITORY to the name of the repository to copy from"}"
: "${REPOSITORY_URI:?"promote-image.sh: set REPOSITORY_URI to the repository to copy to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh

registry=${REPOSITORY_URI%%/*}
from_registry=${FROM_REGISTRY:-$registry}
from=$from_registry/$FROM_REPOSITORY
tested=$(image_digest "$from" "$tag")
present=$(image_digest "$REPOSITORY_URI" "$tag")

# A rollback finds a promoted image here even if the previous stage no longer has it.
if [ -n "$present" ] && [ "$present" = "${tested:-$present}" ]; then
  echo "$REPOSITORY_URI:$tag already exists: $present"
  exit 0
fi
if [ -n "$present" ]; then
  echo "$REPOSITORY_URI:$tag is $present, but $from:$tag, which was tested, is $tested: the pipeline did not push it." \
    "Delete it from $REPOSITORY_URI and retry." >&2
  exit 1
fi
if [ -z "$tested" ]; then
  echo "$from has no image $tag to promote: retry the previous stage, which builds it." >&2
  exit 1
fi

log_in "$registry"
[ "$from_registry" = "$registry" ] || log_in "$from_registry"
case "$engine" in
  # Without --prefer-index=false it would wrap the image in an index, which has another digest.
  docker) docker buildx imagetools create --prefer-index=false --tag "$REPOSITORY_URI:$tag" "$from@$tested" ;;
  *) skopeo copy --preserve-digests "docker://$from@$tested" "docker://$REPOSITORY_URI:$tag" ;;
esac

promoted=$(image_digest "$REPOSITORY_URI" "$tag")
if [ "$promoted" != "$tested" ]; then
  echo "$REPOSITORY_URI:$tag is $promoted after the copy, but $tested was tested: delete it from $REPOSITORY_URI and retry." >&2
  exit 1
fi
echo "$REPOSITORY_URI:$tag is $promoted, as tested"
