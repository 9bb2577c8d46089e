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

# Node 24 and the TypeScript linters.
PATH="$PWD/infra/node_modules/.bin:$PWD/infra/lint/node_modules/.bin:$PATH"
mapfile -t scripts < <(git ls-files '*.sh' .ci/run infra/rehearsal infra/src/Rehearsal/Containers/scripts/shims)
mapfile -t python < <(git ls-files '*.py')
failed=$(mktemp)
trap 'rm -f "$failed"; kill $(jobs -p) 2> /dev/null || true' EXIT

# Runs a check, prints its name and output at once, and continues if it fails: check NAME COMMAND ...
check() {
  local output
  output=$("${@:2}" 2>&1) || echo "$1" >> "$failed"
  printf '%s\n' "$1" ${output:+"$output"}
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

csharp() {
  dotnet tool restore > /dev/null
  check "C# format (CSharpier)" dotnet csharpier "$csharpier" infra
  check "C# style (.NET analyzers)" dotnet build Pipelines.sln --no-incremental --nologo --verbosity quiet -p:StyleIsAnError=true
}

others() {
  # The linters read the types of the apps' packages.
  for folder in infra infra/lint app-backend app-backend/bench app-frontend app-frontend/lighthouse; do
    [ -d "$folder/node_modules" ] || (cd "$folder" && npm ci --no-audit --no-fund > /dev/null)
  done
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
}

# In parallel: the build takes as long as all the others.
csharp &
others
wait $!

if [ -s "$failed" ]; then
  sed 's/^/Failed: /' "$failed" >&2
  echo "infra/lint/check.sh --fix fixes what the tools can fix." >&2
  exit 1
fi
echo "All checks passed."
