#!/usr/bin/env bash
# Builds a stand-in for the backend's base image, for machines that can't pull the real one: base-image.sh [docker|buildah]
# It contains the Debian release in the Dockerfile's tag, infra's Node.js, this machine's npm, and the user node.
# The rehearsal finds it by its name and reports it as a stand-in. The default engine is buildah.
# Needs root, debootstrap and the engine (on Debian: apt-get install buildah debootstrap).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../../../.."
export CONTAINER_STORE=$PWD/.rehearsal/containers
# shellcheck source=infra/src/Rehearsal/Containers/scripts/store.sh
source "$here/store.sh"

fail() {
  echo "base-image.sh: $1" >&2
  exit 2
}

use "${1:-buildah}"
for program in "${1:-buildah}" debootstrap npm; do
  command -v "$program" > /dev/null || fail "$program is missing; on Debian: apt-get install buildah debootstrap npm"
done
[ "$(id -u)" = 0 ] || fail "only root can create a file system with debootstrap. Run it with sudo."

if "${engine[@]}" inspect --type image "$base_image" > /dev/null 2>&1; then
  echo "$base_image already exists"
  exit 0
fi

release=$(sed -n 's/^ARG BASE_IMAGE=.*node:[0-9.]*-\([a-z]*\)-slim@.*/\1/p' app-backend/Dockerfile)
[ -n "$release" ] || fail "BASE_IMAGE in app-backend/Dockerfile must name a Debian release, as in node:24-trixie-slim."

[ -d infra/node_modules ] || npm ci --prefix infra --no-audit --no-fund
node=$(echo "$PWD"/infra/node_modules/node-linux-*/bin/node)
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The mirror that this machine installs its own packages from. $(SITE) is apt's, not the shell's.
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(SITE)' 2> /dev/null | head -1)
debootstrap --variant=minbase "$release" "$work/root" ${mirror:+"$mirror"} > "$work/log" || { tail -20 "$work/log" >&2 && exit 1; }
rm -rf "$work"/root/var/{cache/apt,lib/apt/lists} "$work"/root/usr/share/{doc,man,locale}
cp "$node" "$work/root/usr/local/bin/node"
mkdir -p "$work/root/usr/local/lib/node_modules"
cp -r "$npm" "$work/root/usr/local/lib/node_modules/npm"
chroot "$work/root" useradd --uid 1000 --user-group --shell /bin/bash --create-home node
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"

path=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
if [ "${1:-buildah}" = buildah ]; then
  container=$("${engine[@]}" from scratch)
  # `buildah add` would let only root use /tmp.
  cp -a "$work/root/." "$("${engine[@]}" mount "$container")"
  "${engine[@]}" umount "$container" > /dev/null
  "${engine[@]}" config --env "$path" "$container"
  "${engine[@]}" commit --quiet --rm "$container" "$base_image"
else
  tar -C "$work/root" -c . | "${engine[@]}" import --change "ENV $path" - "$base_image"
fi
versions="$(chroot "$work/root" node --version), npm $(chroot "$work/root" npm --version), Debian $release"
echo "Built $base_image, a stand-in for the base image: $versions"
