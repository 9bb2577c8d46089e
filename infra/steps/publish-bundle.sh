#!/usr/bin/env bash
# Builds the site's bundle, stores it, and names it as the commit's: publish-bundle.sh TAG_FILE COMMIT_FILE
# The tag is the hash of what the build sees: where the bucket has it, there is nothing to build.
# In the environment: BUNDLE_BUCKET, where to store.
set -euo pipefail
tag=$(cat "${1:?"publish-bundle.sh: tell the file that holds the tag"}")
commit=$(cat "${2:?"publish-bundle.sh: tell the file that holds the commit"}")
: "${BUNDLE_BUCKET:?"publish-bundle.sh: BUNDLE_BUCKET has to name the bucket to store the bundle in"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# In a folder that holds what the tag is the hash of, and nothing else.
build() {
  mkdir "$work/site"
  node -p '[...JSON.parse(require("fs").readFileSync("app-frontend/package.json")).files, "package.json", "package-lock.json"].join("\n")' > "$work/files"
  tar -cf - -C app-frontend -T "$work/files" | tar -xf - -C "$work/site"
  # Side by side: the Node that builds, and the packages of what is built.
  npm ci --prefix infra --no-audit --no-fund &
  # Not by --prefix: npm takes a path that leads through a link, as macOS's temporary folder does, for that of a workspace.
  (cd "$work/site" && npm ci --no-audit --no-fund)
  wait $!
  PATH="$PWD/infra/node_modules/.bin:$PATH"
  cd "$work/site"
  BUILD_ID="$tag" npm run build
  # Where it runs it is read by others than who built it, whatever umask that was done with.
  chmod -R go+rX .amplify-hosting
  # macOS's tar would add a file ._NAME for each extended attribute.
  export COPYFILE_DISABLE=1
  tar -czf "$work/bundle.tar.gz" -C .amplify-hosting .
}

key=$(bundle_key "$tag")
digest=$(digest_of "$BUNDLE_BUCKET" "$key")
if [ -n "$digest" ]; then
  echo "$BUNDLE_BUCKET has $key already: $digest"
else
  (build)
  store "$BUNDLE_BUCKET" "$key" "$work/bundle.tar.gz"
  digest=$(digest_of "$BUNDLE_BUCKET" "$key")
  echo "$BUNDLE_BUCKET has $key now: $digest"
fi
name_bundle "$BUNDLE_BUCKET" "$commit" "$tag" "$digest"
