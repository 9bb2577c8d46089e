#!/usr/bin/env bash
# Makes a stand-in for the backend's base image, for machines that can't pull the real one: the Debian release that the Dockerfile's tag names,
# with Node.js, npm and the user node, but of this machine's processor and of the versions that it can get.
# The rehearsal finds it by its name and says that it is a stand-in: base-image.sh [docker|podman|buildah], buildah unless told otherwise.
# Wants root, debootstrap and the engine (on Debian: apt-get install buildah debootstrap).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../../../.."
export CONTAINER_STORE=$PWD/.rehearsal/containers
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$here/store.sh"

use "${1:-buildah}"
for program in "${1:-buildah}" debootstrap npm; do
  command -v "$program" > /dev/null || { echo "base-image.sh: $program is missing; on Debian: apt-get install buildah debootstrap npm" >&2 && exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "base-image.sh: only root may make a file system with debootstrap: run it with sudo" >&2 && exit 2; }

if "${engine[@]}" inspect --type image "$base_image" > /dev/null 2>&1; then
  echo "$base_image is there already"
  exit 0
fi

release=$(sed -n 's/^ARG BASE_IMAGE=.*node:[0-9.]*-\([a-z]*\)-slim@.*/\1/p' app-backend/Dockerfile)
[ -n "$release" ] || { echo "base-image.sh: BASE_IMAGE in app-backend/Dockerfile names no Debian release, as in node:24-trixie-slim" >&2 && exit 2; }

[ -d infra/node_modules ] || npm ci --prefix infra --no-audit --no-fund
node=$(echo "$PWD"/infra/node_modules/node-linux-*/bin/node)
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The mirror that this machine installs its own packages from. $(SITE) is apt's, not the shell's.
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(SITE)' 2> /dev/null | head -1)
debootstrap --variant=minbase "$release" "$work/root" ${mirror:+"$mirror"} > "$work/log" || { tail -20 "$work/log" >&2 && exit 1; }
rm -rf "$work/root/var/cache/apt" "$work/root/var/lib/apt/lists" "$work/root/usr/share/doc" "$work/root/usr/share/man" "$work/root/usr/share/locale"
cp "$node" "$work/root/usr/local/bin/node"
mkdir -p "$work/root/usr/local/lib/node_modules"
cp -r "$npm" "$work/root/usr/local/lib/node_modules/npm"
chroot "$work/root" useradd --uid 1000 --user-group --shell /bin/bash --create-home node
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"

path=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
if [ "${1:-buildah}" = buildah ]; then
  container=$("${engine[@]}" from scratch)
  # `buildah add` would close /tmp to all but root.
  cp -a "$work/root/." "$("${engine[@]}" mount "$container")"
  "${engine[@]}" umount "$container" > /dev/null
  "${engine[@]}" config --env "$path" "$container"
  "${engine[@]}" commit --quiet --rm "$container" "$base_image"
else
  tar -C "$work/root" -c . | "${engine[@]}" import --change "ENV $path" - "$base_image"
fi
echo "$base_image stands for the base image: $(chroot "$work/root" node --version), npm $(chroot "$work/root" npm --version), Debian $release"
