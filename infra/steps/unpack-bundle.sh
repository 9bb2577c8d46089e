#!/usr/bin/env bash
# Lays out for Amplify the bundle of the commit that is checked out, in .amplify-hosting: unpack-bundle.sh, in Amplify's build
# In the environment: BUNDLE_BUCKET; API_URL; SITE_DOMAIN, where the site has a name of its own; and from Amplify itself AWS_APP_ID and AWS_BRANCH.
set -euo pipefail
: "${BUNDLE_BUCKET:?}" "${API_URL:?}" "${AWS_APP_ID:?}" "${AWS_BRANCH:?}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Not from Amplify's own variable: of a job that was asked for it tells the word HEAD.
commit=$(git rev-parse HEAD)
ask_bucket "$BUNDLE_BUCKET" get-object "$(release_key "$commit")" "$work/release.sha256" > /dev/null || {
  echo "$BUNDLE_BUCKET tells no bundle of commit $commit. The pipeline's step PublishBundle or PromoteBundle stores it: retry the stage." >&2
  exit 1
}
read -r digest key < "$work/release.sha256"
mkdir "$work/bundles"
ask_bucket "$BUNDLE_BUCKET" get-object "$key" "$work/$key" > /dev/null

found=$(openssl dgst -sha256 -r "$work/$key")
if [ "${found%% *}" != "$digest" ]; then
  echo "$key in $BUNDLE_BUCKET is ${found%% *}, and was $digest when commit $commit was released: it is not deployed." >&2
  exit 1
fi

rm -rf .amplify-hosting
mkdir .amplify-hosting
tar -xzf "$work/$key" -C .amplify-hosting
# All that differs from environment to environment; the server reads it when it starts.
cat > .amplify-hosting/compute/default/.env << VALUES
API_URL=$API_URL
SITE_HOSTS=${AWS_BRANCH//\//-}.$AWS_APP_ID.amplifyapp.com${SITE_DOMAIN:+,$SITE_DOMAIN}
COMMIT=$commit
BUNDLE=$digest
VALUES
echo "$key of commit $commit is $digest"
