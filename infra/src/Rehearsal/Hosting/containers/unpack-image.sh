#!/usr/bin/env bash
# Lays out the file system of an image, and beside it how the image says that it is run: unpack-image.sh podman|buildah IMAGE FOLDER
# In the environment: CONTAINER_STORE.
set -euo pipefail
# shellcheck source=infra/src/Rehearsal/Hosting/containers/store.sh
source "$(dirname "${BASH_SOURCE[0]}")/store.sh"
use "$1"
mkdir -p "$3"

if [ "$1" = podman ]; then
  image=$("${engine[@]}" pull --quiet --tls-verify=false "docker://$2")
  trap '"${engine[@]}" image unmount "$image" > /dev/null' EXIT
  cp -a "$("${engine[@]}" image mount "$image")/." "$3"
  "${engine[@]}" image inspect --format '{"Docker": {"config": {{ json .Config }} }}' "$image" > "$3.json"
else
  container=$("${engine[@]}" from --quiet --tls-verify=false "docker://$2")
  trap '"${engine[@]}" rm "$container" > /dev/null' EXIT
  cp -a "$("${engine[@]}" mount "$container")/." "$3"
  "${engine[@]}" umount "$container" > /dev/null
  "${engine[@]}" inspect "$container" > "$3.json"
fi
