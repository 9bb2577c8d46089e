#!/usr/bin/env bash
# Becomes a program inside a file system that unpack-image.sh has laid out: run-container.sh ROOT USER DIRECTORY PROGRAM [ARGUMENT]...
# In a mount namespace of its own, which ends with it. The environment is passed on.
set -euo pipefail
root=$1
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
exec chroot --userspec="$2:$2" "$root" /usr/bin/env -C "$3" "${@:4}"
