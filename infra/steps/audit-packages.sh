#!/usr/bin/env bash
# Asks the npm registry for known vulnerabilities of the packages that an app runs with: audit-packages.sh [APP ...], both apps by default.
# Refuses those of a severity that the settings refuse (delivery.refuseImagesFrom in cdk.json), unless APP/accepted-findings.txt names them.
# A registry that doesn't answer stops nothing. Nothing is installed: the lock file says what runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/findings.sh

limit=$(python3 -c 'import json; print(json.load(open("cdk.json"))["context"]["delivery"]["refuseImagesFrom"])')
severities=$(severities_from "$limit") || {
  echo "audit-packages.sh: delivery.refuseImagesFrom in cdk.json is \"$limit\"; it must be LOW, MEDIUM, HIGH or CRITICAL." >&2
  exit 2
}

# npm fails for a finding as it does for a registry that is down: only its report tells them apart.
audit() {
  npm audit --prefix "$1" --omit=dev --package-lock-only --json 2> /dev/null || true
}

# Prints the findings of a report, a line each. Where there are none because nothing was checked, it prints why instead:
# 3 is the registry's fault, 4 is ours.
read_report() {
  python3 -c '
import json, sys
severities = {"info": "INFORMATIONAL", "moderate": "MEDIUM"}
report = {}
try:
    report = json.load(sys.stdin)
    causes = [cause for package in report["vulnerabilities"].values() for cause in package["via"] if isinstance(cause, dict)]
    findings = {
        (severities.get(cause["severity"], cause["severity"].upper()), cause["url"].rsplit("/", 1)[-1], cause["name"] + " " + cause["range"], cause["title"], cause["url"])
        for cause in causes
    }
except (AttributeError, KeyError, TypeError, ValueError) as failure:
    report = report if isinstance(report, dict) else {}
    error = report.get("error", {})
    print(report.get("message") or error.get("summary") or repr(failure))
    sys.exit(4 if "code" in error else 3)
for finding in sorted(findings):
    print("\t".join(" ".join(part.split()) for part in finding))'
}

[ $# -gt 0 ] || set -- app-backend app-frontend
verdict=0
for app in "$@"; do
  code=0
  findings=$(audit "$app" | read_report) || code=$?
  if [ "$code" = 3 ]; then
    echo "$app: not checked, the npm registry gave no usable answer ($findings). That stops no release; the next push asks again."
    continue
  elif [ "$code" != 0 ]; then
    echo "$app: npm can't audit it: $findings" >&2
    exit 1
  fi

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
