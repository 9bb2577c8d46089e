#!/usr/bin/env bash
# Checks arguments before any work: a command pasted from the README may still have its placeholders. Source it.

# check_account SCRIPT ACCOUNT
check_account() {
  if [[ ! "$2" =~ ^[0-9]{12}$ ]]; then
    echo "$1: the account is \"$2\"; it must be 12 digits, such as 123456789012." >&2
    exit 2
  fi
}

# check_region SCRIPT REGION
check_region() {
  if [[ ! "$2" =~ ^[a-z]{2,}(-[a-z]+)+-[0-9]+$ ]]; then
    echo "$1: the region is \"$2\"; it must be a name such as eu-central-1." >&2
    exit 2
  fi
}
