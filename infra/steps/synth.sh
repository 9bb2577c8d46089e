#!/usr/bin/env bash
# Synthesises every template into infra/cdk.out and writes the commit beside them: what later steps release is what was synthesised.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source infra/steps/call.sh

# In CodeBuild the source is no git checkout: it tells the commit in this variable.
commit=${CODEBUILD_RESOLVED_SOURCE_VERSION:-}
if [ -z "$commit" ]; then
  # Not of a clone around this folder.
  if ! call git rev-parse --show-cdup || [ -n "$answer" ] || ! call git rev-parse --verify HEAD; then
    echo "synth.sh: $PWD is no git clone with a commit, so there is nothing to release: git clone the repository;" \
      "an archive of it has no history.${complaint:+ Git says: $(last_words)}" >&2
    exit 1
  fi
  commit=$answer
fi

source infra/steps/install-dotnet.sh
# Side by side: the command line comes from npm, the program that it runs from dotnet.
npm ci --prefix infra --no-audit --no-fund &
dotnet build infra/src/Pipelines --configuration Release --verbosity quiet
wait $!
PATH="$PWD/infra/node_modules/.bin:$PATH" cdk synth --quiet

printf '%s' "$commit" > infra/cdk.out/commit
# What is published from here is read by others than who synthesised it, whatever umask that was done with.
chmod -R go+rX infra/cdk.out
echo "Synthesised $commit, backend image $(cat infra/cdk.out/backend-image-tag), site's bundle $(cat infra/cdk.out/frontend-bundle-tag)"
