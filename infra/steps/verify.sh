#!/usr/bin/env bash
# Runs a test suite: verify.sh pipelines|steps|app-backend|app-frontend|packages
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/npm.sh

test_infra() {
  source infra/steps/install-dotnet.sh
  install_packages infra
  # The analyzers take longer than the compiler; infra/lint/check.sh runs them.
  PATH="$PWD/infra/node_modules/.bin:$PATH" dotnet test "infra/tests/$1" -property:RunAnalyzers=false
}

case "${1:-}" in
  pipelines) test_infra Pipelines.Tests ;;
  steps) test_infra Steps.Tests ;;
  app-backend | app-frontend)
    # The Node that infra pins, or that of the machine if infra is not installed.
    PATH="$PWD/infra/node_modules/.bin:$PATH"
    install_packages "$1"
    cd "$1"
    npm test
    ;;
  packages)
    source infra/steps/install-dotnet.sh
    bash infra/steps/audit-packages.sh
    ;;
  *)
    echo "verify.sh: \"${1:-}\" is not a test suite; it must be pipelines, steps, app-backend, app-frontend or packages." >&2
    exit 2
    ;;
esac
