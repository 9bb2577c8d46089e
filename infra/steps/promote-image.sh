#!/usr/bin/env bash
# Copies the image that the stage before has run into this stage's repository, digest and all: promote-image.sh TAG_FILE
# In the environment: FROM_REPOSITORY, the name of the repository to copy from; REPOSITORY_URI, where to; FROM_REGISTRY, where the
# former is, in the latter's registry unless told otherwise; CONTAINER_ENGINE, docker unless told otherwise.
set -euo pipefail
tag=$(cat "${1:?"promote-image.sh: tell the file that holds the tag"}")
: "${FROM_REPOSITORY:?"promote-image.sh: FROM_REPOSITORY has to name the repository to copy from"}"
: "${REPOSITORY_URI:?"promote-image.sh: REPOSITORY_URI has to name the repository to copy to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh

registry=${REPOSITORY_URI%%/*}
from_registry=${FROM_REGISTRY:-$registry}
from=$from_registry/$FROM_REPOSITORY
tested=$(image_digest "$from" "$tag")
present=$(image_digest "$REPOSITORY_URI" "$tag")

# What was promoted once stays good when the stage before no longer keeps it: that is how a rollback finds it.
if [ -n "$present" ] && [ "$present" = "${tested:-$present}" ]; then
  echo "$REPOSITORY_URI:$tag is there already: $present"
  exit 0
fi
if [ -n "$present" ]; then
  echo "$REPOSITORY_URI:$tag is $present, but $from:$tag, which was tested, is $tested: somebody else has pushed it. Delete it from $REPOSITORY_URI and retry." >&2
  exit 1
fi
if [ -z "$tested" ]; then
  echo "$from has no image $tag to promote: retry the stage before, which builds it." >&2
  exit 1
fi

log_in "$registry"
[ "$from_registry" = "$registry" ] || log_in "$from_registry"
case "$engine" in
  # Without the option it would wrap the image in an index: another digest.
  docker) docker buildx imagetools create --prefer-index=false --tag "$REPOSITORY_URI:$tag" "$from@$tested" ;;
  *) skopeo copy --preserve-digests "docker://$from@$tested" "docker://$REPOSITORY_URI:$tag" ;;
esac

promoted=$(image_digest "$REPOSITORY_URI" "$tag")
if [ "$promoted" != "$tested" ]; then
  echo "$REPOSITORY_URI:$tag arrived as $promoted, not as $tested: it is not the image that was tested." >&2
  exit 1
fi
echo "$REPOSITORY_URI:$tag is $promoted, as tested"
