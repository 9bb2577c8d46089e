#!/usr/bin/env bash
# Checks the format and style of every file: check.sh. Formats what a tool can format: check.sh --fix
# It needs black, flake8, shfmt and shellcheck, on Debian: apt-get install black flake8 shfmt shellcheck
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
line=140

case "${1:-}" in
  '') csharpier=check prettier=--check eslint=() black=(--check --diff) shfmt=-d ;;
  --fix) csharpier=format prettier=--write eslint=(--fix) black=() shfmt=-w ;;
  *)
    echo "check.sh: \"$1\" is not an option; it must be --fix or nothing." >&2
    exit 2
    ;;
esac

# Node 24 and the linters of TypeScript; the apps' packages, from which the linter reads types.
PATH="$PWD/infra/node_modules/.bin:$PWD/infra/lint/node_modules/.bin:$PATH"
for folder in infra infra/lint app-backend app-frontend; do
  [ -d "$folder/node_modules" ] || (cd "$folder" && npm ci --no-audit --no-fund > /dev/null)
done
mapfile -t scripts < <(git ls-files '*.sh' .ci/run infra/rehearsal)
mapfile -t python < <(git ls-files '*.py')
failed=()

# check NAME COMMAND...: the other checks run, too.
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
  # Tables and generated files have lines as long as they need.
  git ls-files -z -- ':!*lock.json' ':!*.svg' ':!*.png' ':!*.md' ':!app-frontend/openapi.json' ':!app-frontend/src/api/generated' |
    xargs -0 awk -v line=$line 'length($0) > line { print FILENAME ":" FNR ": " length($0) " characters, at most " line; found = 1 } END { exit found }'
}

dotnet tool restore > /dev/null
check "C# format (CSharpier)" dotnet csharpier "$csharpier" infra
check "C# style (.NET analyzers)" dotnet build Pipelines.sln --no-incremental --nologo --verbosity quiet -p:StyleIsAnError=true
check "TypeScript format (Prettier)" prettier --log-level warn "$prettier" .
check "TypeScript style of the API (ESLint)" lint app-backend
check "TypeScript style of the site (ESLint)" lint app-frontend
check "Python format (Black)" black --quiet --line-length $line "${black[@]}" "${python[@]}"
check "Python style (Flake8)" flake8 --max-line-length $line --extend-ignore E203,W503 "${python[@]}"
check "Shell format (shfmt)" shfmt "$shfmt" "${scripts[@]}"
check "Shell style (ShellCheck)" shellcheck --external-sources "${scripts[@]}"
check "Long lines" long_lines

if [ ${#failed[@]} -gt 0 ]; then
  printf 'Failed: %s\n' "${failed[@]}" >&2
  echo "infra/lint/check.sh --fix formats what a tool can format." >&2
  exit 1
fi
echo "Nothing found."
