#!/usr/bin/env bash
# Audits the packages that the apps and infra run with, using npm's and NuGet's advisories: audit-packages.sh [FOLDER ...]
# The default folders are app-backend, app-frontend and infra.
# Fails for findings of delivery.refuseImagesFrom in cdk.json or worse that FOLDER/accepted-findings.txt doesn't list.
# A registry that doesn't answer fails nothing. npm installs nothing: it reads the lock file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/findings.sh
source infra/steps/capture.sh
source infra/steps/settings.sh

limit=$(setting refuseImagesFrom)
severities=$(severities_from "$limit") || {
  echo "audit-packages.sh: delivery.refuseImagesFrom in cdk.json is \"$limit\"; it must be LOW, MEDIUM, HIGH or CRITICAL." >&2
  exit 2
}

# npm exits with the same code for a finding and for a registry that is down: only its report tells them apart.
audit_npm() {
  { npm audit --prefix "$1" --omit=dev --package-lock-only --json 2> /dev/null || true; } | read_report
}

# Audits the projects under src, without the tests. NuGet reads the result of a restore.
audit_nuget() {
  local project
  for project in "$1"/src/*/*.csproj; do
    if ! capture dotnet restore "$project"; then
      grep -m1 'error' <<< "$output$errors" || last_error
      [[ "$output$errors" != *NU1301* ]] || return 3
      return 4
    fi
    if ! capture dotnet list "$project" package --vulnerable --include-transitive --no-restore --format json; then
      head -n 1 <<< "$output$errors"
      return 3
    fi
    read_report <<< "$output" || return
  done
}

# Prints the findings of a report, one per line. If nothing was checked, prints the reason and exits with 3 (the registry failed) or
# 4 (the folder can't be audited).
read_report() {
  python3 -c '
import json, sys
severities = {"INFO": "INFORMATIONAL", "MODERATE": "MEDIUM"}

def npm_findings(report):
    causes = [cause for package in report["vulnerabilities"].values() for cause in package["via"] if isinstance(cause, dict)]
    return {(cause["severity"], cause["url"], cause["name"] + " " + cause["range"], cause["title"]) for cause in causes}

def nuget_findings(report):
    frameworks = [framework for project in report["projects"] for framework in project.get("frameworks", [])]
    kinds = ("topLevelPackages", "transitivePackages")
    packages = [package for framework in frameworks for kind in kinds for package in framework.get(kind, [])]
    findings = {
        (advisory["severity"], advisory["advisoryurl"], package["id"], package["resolvedVersion"])
        for package in packages
        for advisory in package["vulnerabilities"]
    }
    # NuGet also reports a source without vulnerability data as a problem.
    if report.get("problems") and not findings:
        raise ValueError(report["problems"][0]["text"])
    return findings

report = {}
try:
    report = json.load(sys.stdin)
    findings = nuget_findings(report) if "projects" in report else npm_findings(report)
    lines = sorted(
        (severities.get(severity.upper(), severity.upper()), url.rsplit("/", 1)[-1], *details, url)
        for severity, url, *details in findings
    )
except (AttributeError, KeyError, TypeError, ValueError) as failure:
    report = report if isinstance(report, dict) else {}
    error = report.get("error", {})
    print(report.get("message") or error.get("summary") or (str(failure) if "problems" in report else repr(failure)))
    sys.exit(4 if "code" in error else 3)
for line in lines:
    print("\t".join(" ".join(part.split()) for part in line))'
}

[ $# -gt 0 ] || set -- app-backend app-frontend infra
exit_code=0
for folder in "$@"; do
  code=0
  case "$folder" in
    infra) tool=NuGet && findings=$(audit_nuget "$folder") || code=$? ;;
    *) tool=npm && findings=$(audit_npm "$folder") || code=$? ;;
  esac
  if [ "$code" = 3 ]; then
    echo "$folder: not checked, the $tool registry gave no usable answer ($findings). The release continues; the next push checks again."
    continue
  elif [ "$code" != 0 ]; then
    echo "$folder: $tool can't audit it: $findings" >&2
    exit 1
  fi

  findings=$(sort -u <<< "$findings")
  [ -z "$findings" ] || echo "$findings"
  refused=$(refused_findings "$severities" "$folder/accepted-findings.txt" <<< "$findings")
  if [ -n "$refused" ]; then
    {
      echo "$folder has packages with findings of $limit or worse that are not accepted:"
      echo "$refused"
      echo "Update the package, or accept the finding, with the reason, in $folder/accepted-findings.txt."
    } >&2
    exit_code=1
  else
    echo "$folder: no package has findings of $limit or worse that are not accepted"
  fi
done
exit "$exit_code"
