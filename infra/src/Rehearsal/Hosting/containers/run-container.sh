#!/usr/bin/env bash
# Becomes a program inside a file system that unpack-image.sh has laid out: run-container.sh ROOT read-only|writable USER DIRECTORY PROGRAM [ARGUMENT]...
# In a mount namespace of its own, which ends with it. The environment is passed on.
set -euo pipefail
root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
if [ "$2" = read-only ]; then
  mount -o remount,bind,ro "$root"
fi

# As container engines do: whoever names no group has the one that the image gives that user, or else root's.
user=$3
if [[ $user != *:* ]]; then
  group=$(awk -F: -v user="$user" '$1 == user || $3 == user { print $4; exit }' "$root/etc/passwd")
  user=$user:${group:-0}
fi
exec chroot --userspec="$user" "$root" /usr/bin/env -C "$4" "${@:5}"
