#!/usr/bin/env bash
# Builds the site's bundle, stores it, and records it for the commit: publish-bundle.sh TAG_FILE COMMIT_FILE
# The tag is a hash of the build's inputs: a bundle that the bucket already has is not built again.
# Environment: BUNDLE_BUCKET, the bucket to store it in.
set -euo pipefail
tag=$(cat "${1:?"publish-bundle.sh: pass the file that contains the tag"}")
commit=$(cat "${2:?"publish-bundle.sh: pass the file that contains the commit"}")
: "${BUNDLE_BUCKET:?"publish-bundle.sh: set BUNDLE_BUCKET to the bucket to store the bundle in"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh
source infra/steps/npm.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Builds in a folder that contains only the files that the tag is the hash of.
build() {
  local files='[...JSON.parse(require("fs").readFileSync("app-frontend/package.json")).files, "package.json", "package-lock.json"]'
  mkdir "$work/site"
  node -p "$files.join('\n')" > "$work/files"
  tar -cf - -C app-frontend -T "$work/files" | tar -xf - -C "$work/site"
  # In parallel: Node for the build, and the site's packages.
  install_packages infra &
  # Not --prefix: npm takes a path with a symbolic link, such as macOS's temporary folder, for a workspace's path.
  (cd "$work/site" && npm ci --no-audit --no-fund)
  wait $!
  PATH="$PWD/infra/node_modules/.bin:$PATH"
  cd "$work/site"
  BUILD_ID="$tag" npm run build
  # Another user runs the site, so the files must be readable whatever the umask of this build.
  chmod -R go+rX .amplify-hosting
  # Without this, macOS's tar adds a file ._NAME for each extended attribute.
  export COPYFILE_DISABLE=1
  tar -czf "$work/bundle.tar.gz" -C .amplify-hosting .
}

key=$(bundle_key "$tag")
digest=$(object_digest "$BUNDLE_BUCKET" "$key")
if [ -n "$digest" ]; then
  echo "$BUNDLE_BUCKET already has $key: $digest"
else
  (build)
  store_object "$BUNDLE_BUCKET" "$key" "$work/bundle.tar.gz"
  digest=$(object_digest "$BUNDLE_BUCKET" "$key")
  echo "Stored $key in $BUNDLE_BUCKET: $digest"
fi
record_release "$BUNDLE_BUCKET" "$commit" "$tag" "$digest"
