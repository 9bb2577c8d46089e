#!/usr/bin/env bash
# Asks npm's and NuGet's registries for known vulnerabilities of the packages that the apps and infra run with:
# audit-packages.sh [FOLDER ...], by default app-backend app-frontend infra.
# Refuses those of a severity that the settings refuse (delivery.refuseImagesFrom in cdk.json), unless FOLDER/accepted-findings.txt names them.
# A registry that doesn't answer stops nothing. Of npm's packages nothing is installed: the lock file says what runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/findings.sh
source infra/steps/call.sh
source infra/steps/settings.sh

limit=$(setting refuseImagesFrom)
severities=$(severities_from "$limit") || {
  echo "audit-packages.sh: delivery.refuseImagesFrom in cdk.json is \"$limit\"; it must be LOW, MEDIUM, HIGH or CRITICAL." >&2
  exit 2
}

# npm fails for a finding as it does for a registry that is down: only its report tells them apart.
audit_npm() {
  { npm audit --prefix "$1" --omit=dev --package-lock-only --json 2> /dev/null || true; } | read_report
}

# Asks NuGet about what runs, tests aside. It reads what a restore leaves.
audit_nuget() {
  local project
  for project in "$1"/src/*/*.csproj; do
    if ! call dotnet restore "$project"; then
      grep -m1 'error' <<< "$answer$complaint" || last_words
      [[ "$answer$complaint" != *NU1301* ]] || return 3
      return 4
    fi
    call dotnet list "$project" package --vulnerable --include-transitive --no-restore --format json || { head -n 1 <<< "$answer$complaint" && return 3; }
    read_report <<< "$answer" || return
  done
}

# Prints the findings of a report, a line each. Where there are none because nothing was checked, it prints why instead:
# 3 is the registry's fault, 4 is ours.
read_report() {
  python3 -c '
import json, sys
severities = {"INFO": "INFORMATIONAL", "MODERATE": "MEDIUM"}

def of_npm(report):
    causes = [cause for package in report["vulnerabilities"].values() for cause in package["via"] if isinstance(cause, dict)]
    return {(cause["severity"], cause["url"], cause["name"] + " " + cause["range"], cause["title"]) for cause in causes}

def of_nuget(report):
    frameworks = [framework for project in report["projects"] for framework in project.get("frameworks", [])]
    packages = [package for framework in frameworks for kind in ("topLevelPackages", "transitivePackages") for package in framework.get(kind, [])]
    found = {(cause["severity"], cause["advisoryurl"], package["id"], package["resolvedVersion"]) for package in packages for cause in package["vulnerabilities"]}
    # A source that knows of no vulnerabilities at all is a problem, too.
    if report.get("problems") and not found:
        raise ValueError(report["problems"][0]["text"])
    return found

report = {}
try:
    report = json.load(sys.stdin)
    findings = of_nuget(report) if "projects" in report else of_npm(report)
    lines = sorted((severities.get(severity.upper(), severity.upper()), url.rsplit("/", 1)[-1], *words, url) for severity, url, *words in findings)
except (AttributeError, KeyError, TypeError, ValueError) as failure:
    report = report if isinstance(report, dict) else {}
    error = report.get("error", {})
    print(report.get("message") or error.get("summary") or (str(failure) if "problems" in report else repr(failure)))
    sys.exit(4 if "code" in error else 3)
for line in lines:
    print("\t".join(" ".join(part.split()) for part in line))'
}

[ $# -gt 0 ] || set -- app-backend app-frontend infra
verdict=0
for app in "$@"; do
  code=0
  case "$app" in
    infra) tool=NuGet && findings=$(audit_nuget "$app") || code=$? ;;
    *) tool=npm && findings=$(audit_npm "$app") || code=$? ;;
  esac
  if [ "$code" = 3 ]; then
    echo "$app: not checked, the $tool registry gave no usable answer ($findings). That stops no release; the next push asks again."
    continue
  elif [ "$code" != 0 ]; then
    echo "$app: $tool can't audit it: $findings" >&2
    exit 1
  fi

  findings=$(sort -u <<< "$findings")
  [ -z "$findings" ] || echo "$findings"
  refusals=$(refused_findings "$severities" "$app/accepted-findings.txt" <<< "$findings")
  if [ -n "$refusals" ]; then
    {
      echo "$app is refused, for packages with findings of $limit or worse:"
      echo "$refusals"
      echo "Update the package, or accept the finding, with the reason, in $app/accepted-findings.txt."
    } >&2
    verdict=1
  else
    echo "$app: no package has findings of $limit or worse that are not accepted"
  fi
done
exit "$verdict"
