#!/usr/bin/env bash
# Copies the bundle that the stage before has run into this stage's bucket, byte for byte, and names it as the commit's: promote-bundle.sh TAG_FILE COMMIT_FILE
# In the environment: FROM_BUCKET, the bucket to copy from; BUNDLE_BUCKET, where to.
set -euo pipefail
tag=$(cat "${1:?"promote-bundle.sh: tell the file that holds the tag"}")
commit=$(cat "${2:?"promote-bundle.sh: tell the file that holds the commit"}")
: "${FROM_BUCKET:?"promote-bundle.sh: FROM_BUCKET has to name the bucket to copy from"}"
: "${BUNDLE_BUCKET:?"promote-bundle.sh: BUNDLE_BUCKET has to name the bucket to copy to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh

key=$(bundle_key "$tag")
tested=$(digest_of "$FROM_BUCKET" "$key")
present=$(digest_of "$BUNDLE_BUCKET" "$key")

# What was promoted once stays good when the stage before no longer has it: that is how a rollback finds it.
if [ -n "$present" ] && [ "$present" = "${tested:-$present}" ]; then
  echo "$BUNDLE_BUCKET has $key already: $present"
  name_bundle "$BUNDLE_BUCKET" "$commit" "$tag" "$present"
  exit 0
fi
if [ -n "$present" ]; then
  echo "$key is $present in $BUNDLE_BUCKET, but $tested in $FROM_BUCKET, where it was tested: somebody else has stored it. Delete it from $BUNDLE_BUCKET and retry." >&2
  exit 1
fi
if [ -z "$tested" ]; then
  echo "$FROM_BUCKET has no $key to promote: retry the stage before, which builds it." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ask_bucket "$FROM_BUCKET" get-object "$key" "$work/bundle.tar.gz" > /dev/null
store "$BUNDLE_BUCKET" "$key" "$work/bundle.tar.gz"

promoted=$(digest_of "$BUNDLE_BUCKET" "$key")
if [ "$promoted" != "$tested" ]; then
  echo "$key arrived in $BUNDLE_BUCKET as $promoted, not as $tested: it is not the bundle that was tested. Delete it and retry." >&2
  exit 1
fi
name_bundle "$BUNDLE_BUCKET" "$commit" "$tag" "$promoted"
echo "$BUNDLE_BUCKET has $key: $promoted, as tested"
