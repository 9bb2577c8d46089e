#!/usr/bin/env bash
# Fetches an image for docker's daemon, and tells how the image says that it is run: pull-docker.sh IMAGE FILE
set -euo pipefail
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$(dirname "${BASH_SOURCE[0]}")/store.sh"
use docker
"${engine[@]}" pull --quiet "$1"
mkdir -p "$(dirname "$2")"
"${engine[@]}" image inspect --format '{"Docker": {"config": {{ json .Config }} }}' "$1" > "$2"
