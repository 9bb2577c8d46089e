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

# As in container engines, the default group is the user's group in the image, or else root's. The home is that in the image.
field() {
  awk -F: -v user="${user%%:*}" -v field="$1" '$1 == user || $3 == user { print $field; exit }' root/etc/passwd 2> /dev/null || true
}
user=$3
group=$(field 4)
home=$(field 6)
export HOME=${HOME:-${home:-/}}
[[ $user == *:* ]] || user=$user:${group:-0}
exec chroot --userspec="$user" root /usr/bin/env -C "$4" "${@:5}"
