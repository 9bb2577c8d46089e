#!/usr/bin/env bash
# Keeps what a person has configured git to do out of the scripts that fetch and push: credential helpers, hooks, signatures, templates,
# rewritten addresses. Source it. A proxy and an authority come from HTTPS_PROXY and GIT_SSL_CAINFO, as for the other programs.
# In CodeBuild there is no such person.
if [ -z "${CODEBUILD_BUILD_ID:-}" ]; then
  export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
  # Apple's git has a file of its own that sets the keychain as the credential helper: an empty value clears the list.
  next=${GIT_CONFIG_COUNT:-0}
  export GIT_CONFIG_COUNT=$((next + 1))
  export -- "GIT_CONFIG_KEY_$next=credential.helper" "GIT_CONFIG_VALUE_$next="
fi
