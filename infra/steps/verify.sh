#!/usr/bin/env bash
# Runs one test suite: verify.sh pipelines|app-backend|app-frontend|packages
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

case "${1:-}" in
  pipelines)
    source infra/steps/install-dotnet.sh
    npm ci --prefix infra --no-audit --no-fund
    PATH="$PWD/infra/node_modules/.bin:$PATH" dotnet test infra/tests/Pipelines.Tests
    ;;
  app-backend | app-frontend)
    # The Node that infra pins, where it is installed; else that of the machine.
    PATH="$PWD/infra/node_modules/.bin:$PATH"
    cd "$1"
    npm ci --no-audit --no-fund
    npm test
    ;;
  packages) bash infra/steps/audit-packages.sh ;;
  *)
    echo "verify.sh: \"${1:-}\" is no test suite; it has to be pipelines, app-backend, app-frontend or packages." >&2
    exit 2
    ;;
esac
