#!/usr/bin/env bash
# Lays out the file system of an image, and beside it how the image says that it is run: unpack-image.sh IMAGE FOLDER
# In the environment: CONTAINER_STORE.
set -euo pipefail
# shellcheck source=infra/src/Rehearsal/Hosting/containers/store.sh
source "$(dirname "${BASH_SOURCE[0]}")/store.sh"
buildah=("$(real buildah)" "${store[@]}")

container=$("${buildah[@]}" from --quiet --tls-verify=false "docker://$1")
trap '"${buildah[@]}" rm "$container" > /dev/null' EXIT
mkdir -p "$2"
cp -a "$("${buildah[@]}" mount "$container")/." "$2"
"${buildah[@]}" umount "$container" > /dev/null
"${buildah[@]}" inspect "$container" > "$2.json"
