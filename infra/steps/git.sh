#!/usr/bin/env bash
# Keeps your git configuration out of the scripts: credential helpers, hooks, signatures, templates, rewritten addresses. Source it.
# HTTPS_PROXY and GIT_SSL_CAINFO set a proxy and a certificate authority, as for other programs.
# In CodeBuild the configuration belongs to the build, and stays.
if [ -z "${CODEBUILD_BUILD_ID:-}" ]; then
  export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
  # Apple's git has one more file, which sets the keychain as the credential helper: an empty value clears the list.
  next=${GIT_CONFIG_COUNT:-0}
  export GIT_CONFIG_COUNT=$((next + 1))
  export -- "GIT_CONFIG_KEY_$next=credential.helper" "GIT_CONFIG_VALUE_$next="
fi
