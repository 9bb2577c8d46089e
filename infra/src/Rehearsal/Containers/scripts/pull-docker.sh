#!/usr/bin/env bash
# Pulls an image with docker, and writes its configuration into a file: pull-docker.sh IMAGE FILE
set -euo pipefail
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$(dirname "${BASH_SOURCE[0]}")/store.sh"
use docker
"${engine[@]}" pull --quiet "$1"
mkdir -p "$(dirname "$2")"
"${engine[@]}" image inspect --format '{"Docker": {"config": {{ json .Config }} }}' "$1" > "$2"
