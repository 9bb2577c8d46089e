#!/usr/bin/env bash
# Checks the format and style of every file: check.sh. Fixes what the tools can fix: check.sh --fix
# Needs black, flake8, shfmt and shellcheck, on Debian: apt-get install black flake8 shfmt shellcheck
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
line=140

case "${1:-}" in
  '') csharpier=check prettier=--check eslint=() black=(--check --diff) shfmt=-d ;;
  --fix) csharpier=format prettier=--write eslint=(--fix) black=() shfmt=-w ;;
  *)
    echo "check.sh: \"$1\" is not an option; it must be --fix, or be left out." >&2
    exit 2
    ;;
esac

# Node 24, the TypeScript linters, and the apps' packages: the linters read their types.
PATH="$PWD/infra/node_modules/.bin:$PWD/infra/lint/node_modules/.bin:$PATH"
for folder in infra infra/lint app-backend app-backend/bench app-frontend app-frontend/lighthouse; do
  [ -d "$folder/node_modules" ] || (cd "$folder" && npm ci --no-audit --no-fund > /dev/null)
done
mapfile -t scripts < <(git ls-files '*.sh' .ci/run infra/rehearsal infra/src/Rehearsal/Containers/scripts/shims)
mapfile -t python < <(git ls-files '*.py')
failed=()

# Runs a check, and continues if it fails: check NAME COMMAND ...
check() {
  echo "$1"
  "${@:2}" || failed+=("$1")
}

lint() (
  cd "$1"
  [ "$1" = app-backend ] || npx next typegen > /dev/null
  eslint "${eslint[@]}" .
)

long_lines() {
  # Tables and generated files may have longer lines.
  ! git grep -I -n -E ".{$((line + 1)),}" -- \
    ':!*lock.json' ':!*.sln' ':!*.svg' ':!*.md' \
    ':!app-backend/src/database/plans.txt' ':!*openapi.json' ':!app-frontend/src/api/generated'
}

dotnet tool restore > /dev/null
check "C# format (CSharpier)" dotnet csharpier "$csharpier" infra
check "C# style (.NET analyzers)" dotnet build Pipelines.sln --no-incremental --nologo --verbosity quiet -p:StyleIsAnError=true
check "TypeScript format (Prettier)" prettier --log-level warn "$prettier" .
check "TypeScript style of the API (ESLint)" lint app-backend
check "TypeScript types of the benchmark (tsc)" npm run --silent typecheck --prefix app-backend/bench
check "TypeScript types of the Lighthouse runs (tsc)" npm run --silent typecheck --prefix app-frontend/lighthouse
check "TypeScript style of the site (ESLint)" lint app-frontend
check "Python format (Black)" black --quiet --line-length $line "${black[@]}" "${python[@]}"
check "Python style (Flake8)" flake8 --max-line-length $line --extend-ignore E203,W503 "${python[@]}"
check "Shell format (shfmt)" shfmt "$shfmt" "${scripts[@]}"
check "Shell style (ShellCheck)" shellcheck --external-sources "${scripts[@]}"
check "Long lines" long_lines

if [ ${#failed[@]} -gt 0 ]; then
  printf 'Failed: %s\n' "${failed[@]}" >&2
  echo "infra/lint/check.sh --fix fixes what the tools can fix." >&2
  exit 1
fi
echo "All checks passed."
