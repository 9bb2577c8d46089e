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

# As container engines do: whoever names no group has the one that the image gives that user, or else root's; the home is the image's, too.
field() {
  awk -F: -v user="${user%%:*}" -v field="$1" '$1 == user || $3 == user { print $field; exit }' "$root/etc/passwd" 2> /dev/null || true
}
user=$3
group=$(field 4)
home=$(field 6)
export HOME=${HOME:-${home:-/}}
[[ $user == *:* ]] || user=$user:${group:-0}
exec chroot --userspec="$user" "$root" /usr/bin/env -C "$4" "${@:5}"
