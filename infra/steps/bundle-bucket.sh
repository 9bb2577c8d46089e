#!/usr/bin/env bash
# What the steps of the site's bundle share. Source it.
# A bucket's name ends with the account and the region that it is in: expenses-dev-bundles-111111111111-eu-west-1.

source infra/steps/call.sh

# Asks S3 about an object: ask_bucket BUCKET COMMAND KEY [OPTION ...]
ask_bucket() {
  local place
  place=$(grep -oE '[0-9]{12}-[a-z0-9-]+$' <<< "$1")
  aws s3api "$2" --region "${place#*-}" --expected-bucket-owner "${place%%-*}" --bucket "$1" --key "$3" "${@:4}"
}

bundle_key() {
  echo "bundles/$1.tar.gz"
}

release_key() {
  echo "releases/$1.sha256"
}

# Prints the SHA-256 that S3 holds an object to, or nothing where there is no such object: digest_of BUCKET KEY
digest_of() {
  if call ask_bucket "$1" head-object "$2" --checksum-mode ENABLED --query ChecksumSHA256 --output text; then
    base64 --decode <<< "$answer" | od -An -v -tx1 | tr -d ' \n'
  elif [[ $complaint != *"(404)"* ]]; then
    echo "$complaint" >&2
    return 1
  fi
}

# Stores a file under a key that is not taken yet: store BUCKET KEY FILE
store() {
  ask_bucket "$1" put-object "$2" --body "$3" --checksum-algorithm SHA256 --if-none-match '*' > /dev/null
}

# Writes down which bundle is a commit's, as sha256sum checks it: name_bundle BUCKET COMMIT TAG DIGEST
name_bundle() {
  local key line
  key=$(release_key "$2")
  [ -z "$(digest_of "$1" "$key")" ] || return 0
  line=$(mktemp)
  echo "$4  $(bundle_key "$3")" > "$line"
  store "$1" "$key" "$line"
  rm -f "$line"
}
