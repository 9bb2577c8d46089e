#!/usr/bin/env bash
# Runs a program inside an image that pull-image.sh has pulled, in place of this process:
# run-container.sh FOLDER read-only|writable USER DIRECTORY PROGRAM [ARGUMENT]...
# The image's layers are mounted below the files that the rehearsal adds; written files are discarded. All mounts are in a mount namespace
# of this process, which ends with it. The program inherits the environment.
set -euo pipefail
cd "$1"
options=lowerdir=added:$(cat layers)
if [ "$2" = writable ]; then
  mount -t tmpfs tmpfs written
  mkdir written/upper written/work
  options+=,upperdir=written/upper,workdir=written/work
fi
# Uses the older system call: the newer one limits the options to 256 characters.
LIBMOUNT_FORCE_MOUNT2=always mount -t overlay overlay -o "$options" root
mount -t proc proc root/proc
mount --rbind /dev root/dev

# Prints a field of a user or group of the image: field passwd|group NAME_OR_NUMBER FIELD
field() {
  awk -F: -v key="$2" -v field="$3" '$1 == key || $3 == key { print $field; exit }' "root/etc/$1" 2> /dev/null || true
}

# As in container engines, the default group is the user's group in the image, or else root's. The home is that in the image.
IFS=: read -r user group <<< "$3"
uid=$(field passwd "$user" 3)
if [ -n "$group" ]; then gid=$(field group "$group" 3); else gid=$(field passwd "$user" 4); fi
home=$(field passwd "$user" 6)
export HOME=${HOME:-${home:-/}}
# Not chroot, which would need a program of the image to change the directory: it may have none but its own.
exec unshare --root=root --wd="$4" --setgid "${gid:-${group:-0}}" --setuid "${uid:-$user}" -- "${@:5}"
