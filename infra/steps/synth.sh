#!/usr/bin/env bash
# Synthesises every template into infra/cdk.out, and writes the commit into the same folder for later steps: synth.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/capture.sh

# In CodeBuild the source is not a git checkout; this variable has its commit.
commit=${CODEBUILD_RESOLVED_SOURCE_VERSION:-}
if [ -z "$commit" ]; then
  # A commit of a clone around this folder doesn't count.
  if ! capture git rev-parse --show-cdup || [ -n "$output" ] || ! capture git rev-parse --verify HEAD; then
    echo "synth.sh: $PWD is not a git clone with a commit. Clone the repository with git;" \
      "an archive has no history.${errors:+ Git says: $(last_error)}" >&2
    exit 1
  fi
  commit=$output
fi

source infra/steps/install-dotnet.sh
source infra/steps/npm.sh
# In parallel: npm installs the CDK's CLI, dotnet builds the program that it runs. The analyzers are run by infra/lint/check.sh.
install_packages infra &
dotnet build infra/src/Pipelines --configuration Release --verbosity quiet -property:RunAnalyzers=false
wait $!
PATH="$PWD/infra/node_modules/.bin:$PATH"
cdk synth --quiet --app "dotnet run --project infra/src/Pipelines --configuration Release --no-build"

printf '%s' "$commit" > infra/cdk.out/commit
# Other users run what is published from here, so it must be readable whatever the umask.
chmod -R go+rX infra/cdk.out
echo "Synthesised $commit, backend image $(cat infra/cdk.out/backend-image-tag), site bundle $(cat infra/cdk.out/frontend-bundle-tag)"
