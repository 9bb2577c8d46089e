#!/usr/bin/env bash
# Synthesises every template into infra/cdk.out and writes the commit beside them: what later steps release is what was synthesised.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source infra/steps/install-dotnet.sh
# Side by side: the command line comes from npm, the program that it runs from dotnet.
npm ci --prefix infra --no-audit --no-fund &
dotnet build infra/src/Pipelines --configuration Release --verbosity quiet
wait $!
PATH="$PWD/infra/node_modules/.bin:$PATH" cdk synth --quiet

# In CodeBuild the source is no git checkout: it tells the commit in this variable.
commit=${CODEBUILD_RESOLVED_SOURCE_VERSION:-$(git rev-parse HEAD)}
printf '%s' "$commit" > infra/cdk.out/commit
echo "Synthesised $commit, backend image $(cat infra/cdk.out/backend-image-tag), site's bundle $(cat infra/cdk.out/frontend-bundle-tag)"
