#!/usr/bin/env bash
# Pulls an image for podman or buildah, and writes its configuration and the paths of its layers into a folder:
# pull-image.sh podman|buildah IMAGE FOLDER
# In the environment: CONTAINER_STORE.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$here/store.sh"
use "$1"
mkdir -p "$3"
image=$("${engine[@]}" pull --quiet --tls-verify=false "docker://$2")

if [ "$1" = podman ]; then
  "${engine[@]}" image inspect --format '{"Docker": {"config": {{ json .Config }} }}' "$image" > "$3.json"
else
  "${engine[@]}" inspect --type image "$image" > "$3.json"
fi
python3 "$here/layers.py" "${store[1]}" "$image" "$3" > "$3/layers"
