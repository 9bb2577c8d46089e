#!/usr/bin/env bash
# Functions for the buckets that hold the site's bundles. Source it.
# A bucket's name ends with its account and region: expenses-dev-bundles-111111111111-eu-west-1.

source infra/steps/capture.sh

# Calls S3 for one object: s3_object BUCKET COMMAND KEY [OPTION ...]
s3_object() {
  local suffix
  suffix=$(grep -oE '[0-9]{12}-[a-z0-9-]+$' <<< "$1")
  aws s3api "$2" --region "${suffix#*-}" --expected-bucket-owner "${suffix%%-*}" --bucket "$1" --key "$3" "${@:4}"
}

bundle_key() {
  echo "bundles/$1.tar.gz"
}

release_key() {
  echo "releases/$1.sha256"
}

# Prints an object's SHA-256, or nothing if there is no such object: object_digest BUCKET KEY
object_digest() {
  if capture s3_object "$1" head-object "$2" --checksum-mode ENABLED --query ChecksumSHA256 --output text; then
    base64 --decode <<< "$output" | od -An -v -tx1 | tr -d ' \n'
  elif [[ $errors != *"(404)"* ]]; then
    echo "$errors" >&2
    return 1
  fi
}

# Stores a file under a new key: store_object BUCKET KEY FILE
store_object() {
  s3_object "$1" put-object "$2" --body "$3" --checksum-algorithm SHA256 --if-none-match '*' > /dev/null
}

# Records which bundle a commit releases, in the format of sha256sum: record_release BUCKET COMMIT TAG DIGEST
record_release() {
  local key line
  key=$(release_key "$2")
  [ -z "$(object_digest "$1" "$key")" ] || return 0
  line=$(mktemp)
  echo "$4  $(bundle_key "$3")" > "$line"
  store_object "$1" "$key" "$line"
  rm -f "$line"
}
