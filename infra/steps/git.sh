#!/usr/bin/env bash
# Keeps what a person has configured git to do out of the scripts that fetch and push: credential helpers, hooks, signatures, templates,
# rewritten addresses. Source it. A proxy and an authority come from HTTPS_PROXY and GIT_SSL_CAINFO, as for the other programs.
# In CodeBuild there is no such person.
[ -n "${CODEBUILD_BUILD_ID:-}" ] || export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
