#!/usr/bin/env bash
# Passes git's history to a source that comes without it: history.sh pack FILE in a clone, history.sh unpack FILE in the source.
# Environment of unpack: COMMIT, the source's commit.
set -euo pipefail
# shellcheck source=infra/steps/git.sh
source "$(dirname "${BASH_SOURCE[0]}")/git.sh"
file=${2:?"history.sh: pass a command and a file: history.sh pack history/git.tar.gz"}

case "$1" in
  pack)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # A new clone leaves out the credentials in the configuration of this one.
    git clone --quiet --bare "file://$PWD" "$work/.git"
    git --git-dir "$work/.git" config core.bare false
    mkdir -p "$(dirname "$file")"
    # Without this, macOS's tar adds a file ._NAME for each extended attribute.
    export COPYFILE_DISABLE=1
    tar -C "$work" -czf "$file" .git
    ;;
  unpack)
    : "${COMMIT:?"history.sh: set COMMIT to the source's commit"}"
    tar -xzf "$file"
    if ! git cat-file -e "$COMMIT^{commit}" 2> /dev/null; then
      echo "history.sh: the history has no commit $COMMIT: the branch was rewritten after that push. Push again." >&2
      exit 1
    fi
    # Moves HEAD and the index to the commit. The files stay as they are.
    git reset --quiet "$COMMIT"
    ;;
  *)
    echo "history.sh: \"$1\" is not a command; it must be pack or unpack." >&2
    exit 2
    ;;
esac
