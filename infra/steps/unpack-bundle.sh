#!/usr/bin/env bash
# Runs in Amplify's build. Unpacks the bundle of the commit that is checked out into .amplify-hosting: unpack-bundle.sh
# Environment: BUNDLE_BUCKET; API_URL; SITE_DOMAIN, if the site has its own domain; SENDS_MAIL=on, if the API sends messages;
# from Amplify: AWS_APP_ID and AWS_BRANCH.
set -euo pipefail
: "${BUNDLE_BUCKET:?}" "${API_URL:?}" "${AWS_APP_ID:?}" "${AWS_BRANCH:?}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/bundle-bucket.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Not AWS_COMMIT_ID: in a job that was started by a request its value is the word HEAD.
commit=$(git rev-parse HEAD)
s3_object "$BUNDLE_BUCKET" get-object "$(release_key "$commit")" "$work/release.sha256" > /dev/null || {
  echo "$BUNDLE_BUCKET has no bundle for commit $commit. The step PublishBundle or PromoteBundle records it: retry the stage." >&2
  exit 1
}
read -r digest key < "$work/release.sha256"
mkdir "$work/bundles"
s3_object "$BUNDLE_BUCKET" get-object "$key" "$work/$key" > /dev/null

found=$(openssl dgst -sha256 -r "$work/$key")
if [ "${found%% *}" != "$digest" ]; then
  echo "$key in $BUNDLE_BUCKET is ${found%% *}, but was $digest when commit $commit was released, so it is not deployed." >&2
  exit 1
fi

rm -rf .amplify-hosting
mkdir .amplify-hosting
tar -xzf "$work/$key" -C .amplify-hosting
# Everything that differs between environments or hosts; the server reads it at its start. CloudFront, in front of Amplify's servers, sets
# the header with the browser's address.
cat > .amplify-hosting/compute/default/.env << VALUES
API_URL=$API_URL
CLIENT_ADDRESS_HEADER=cloudfront-viewer-address
SITE_HOSTS=${AWS_BRANCH//\//-}.$AWS_APP_ID.amplifyapp.com${SITE_DOMAIN:+,$SITE_DOMAIN}
SENDS_MAIL=${SENDS_MAIL:-off}
COMMIT=$commit
BUNDLE=$digest
VALUES
echo "Unpacked $key of commit $commit: $digest"
