#!/usr/bin/env bash
# Carries git's history to a source that comes without it: history.sh pack FILE in a clone, history.sh unpack FILE in the source.
# In the environment of unpack: COMMIT, the commit of the source.
set -euo pipefail
# shellcheck source=infra/steps/git.sh
source "$(dirname "${BASH_SOURCE[0]}")/git.sh"
file=${2:?"history.sh: tell what to do and with which file, as in: history.sh pack history/git.tar.gz"}

case "$1" in
  pack)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # Cloned anew, so that no credentials in the clone's configuration travel along.
    git clone --quiet --bare "file://$PWD" "$work/.git"
    git --git-dir "$work/.git" config core.bare false
    mkdir -p "$(dirname "$file")"
    # macOS's tar would add a file ._NAME for each extended attribute.
    export COPYFILE_DISABLE=1
    tar -C "$work" -czf "$file" .git
    ;;
  unpack)
    : "${COMMIT:?"history.sh: COMMIT must be the commit of the source"}"
    tar -xzf "$file"
    if ! git cat-file -e "$COMMIT^{commit}" 2> /dev/null; then
      echo "history.sh: the history has no commit $COMMIT: the branch was rewritten after that push. Push again." >&2
      exit 1
    fi
    # The files stay as they are: only git's index and HEAD go to their commit.
    git reset --quiet "$COMMIT"
    ;;
  *)
    echo "history.sh: \"$1\" is not a command; it must be pack or unpack." >&2
    exit 2
    ;;
esac
