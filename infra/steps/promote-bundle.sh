#!/usr/bin/env bash
# Copies the bundle that the previous stage ran to this stage's bucket, and records it for the commit:
# promote-bundle.sh TAG_FILE COMMIT_FILE
# Environment: FROM_BUCKET, the bucket to copy from; BUNDLE_BUCKET, the bucket to copy to.
set -euo pipefail
tag=$(cat "${1:?"promote-bundle.sh: pass the file that contains the tag"}")
commit=$(cat "${2:?"promote-bundle.sh: pass the file that contains the commit"}")
: "${FROM_BUCKET:?"promote-bundle.sh: set FROM_BUCKET to the bucket to copy from"}"
: "${BUNDLE_BUCKET:?"promote-bundle.sh: set BUNDLE_BUCKET to the bucket to copy to"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh

key=$(bundle_key "$tag")
tested=$(object_digest "$FROM_BUCKET" "$key")
present=$(object_digest "$BUNDLE_BUCKET" "$key")

# A rollback finds a promoted bundle here even if the previous stage no longer has it.
if [ -n "$present" ] && [ "$present" = "${tested:-$present}" ]; then
  echo "$BUNDLE_BUCKET already has $key: $present"
  record_release "$BUNDLE_BUCKET" "$commit" "$tag" "$present"
  exit 0
fi
if [ -n "$present" ]; then
  echo "$key is $present in $BUNDLE_BUCKET, but $tested in $FROM_BUCKET, where it was tested: the pipeline did not store it." \
    "Delete it from $BUNDLE_BUCKET and retry." >&2
  exit 1
fi
if [ -z "$tested" ]; then
  echo "$FROM_BUCKET has no $key to promote: retry the previous stage, which builds it." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
s3_object "$FROM_BUCKET" get-object "$key" "$work/bundle.tar.gz" > /dev/null
store_object "$BUNDLE_BUCKET" "$key" "$work/bundle.tar.gz"

promoted=$(object_digest "$BUNDLE_BUCKET" "$key")
if [ "$promoted" != "$tested" ]; then
  echo "$key is $promoted in $BUNDLE_BUCKET after the copy, but $tested was tested: delete it from $BUNDLE_BUCKET and retry." >&2
  exit 1
fi
record_release "$BUNDLE_BUCKET" "$commit" "$tag" "$promoted"
echo "$BUNDLE_BUCKET has $key: $promoted, as tested"
