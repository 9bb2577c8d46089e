#!/usr/bin/env bash
# Pulls an image with buildah, and writes its configuration and the paths of its layers into a folder:
# pull-image.sh IMAGE FOLDER
# Environment: CONTAINER_STORE.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$here/store.sh"
use buildah
mkdir -p "$2"
image=$("${engine[@]}" pull --quiet --tls-verify=false "docker://$1")
"${engine[@]}" inspect --type image "$image" > "$2.json"
python3 "$here/layers.py" "${store[1]}" "$image" "$2" > "$2/layers"
