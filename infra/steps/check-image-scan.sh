#!/usr/bin/env bash
# Reads ECR's scan of the backend image, and fails if it has severe findings: check-image-scan.sh TAG_FILE
# Also checks an image that was pushed earlier, so that a retry can't pass what was refused.
# Environment: REPOSITORY_URI; REFUSE_FROM, the lowest severity that is refused: LOW, MEDIUM, HIGH or CRITICAL.
set -euo pipefail
tag=$(cat "${1:?"check-image-scan.sh: pass the file that contains the tag"}")
: "${REPOSITORY_URI:?"check-image-scan.sh: set REPOSITORY_URI to the repository of the image"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh
source infra/steps/findings.sh

severities=$(severities_from "${REFUSE_FROM:-}") || {
  echo "check-image-scan.sh: REFUSE_FROM is \"${REFUSE_FROM:-}\"; it must be LOW, MEDIUM, HIGH or CRITICAL." >&2
  exit 2
}
image=$REPOSITORY_URI:$tag

scan() {
  ecr "$REPOSITORY_URI" describe-image-scan-findings --image-id "imageTag=$tag" --output text "$@"
}

# The scan starts some seconds after the push: until then ECR has none. Five minutes are longer than any scan seen so far.
attempts=60
for attempt in $(seq "$attempts"); do
  # The CLI applies the query to each page, and every page has the status: the first page is enough.
  if capture scan --no-paginate --query imageScanStatus.status; then status=$output; else status=$(last_error); fi
  case "$status" in
    PENDING | IN_PROGRESS | *ScanNotFoundException*) [ "$attempt" = "$attempts" ] || sleep 5 ;;
    *) break ;;
  esac
done

# A basic scan ends as COMPLETE. An enhanced scan stays ACTIVE, since it continues.
if [ "$status" != COMPLETE ] && [ "$status" != ACTIVE ]; then
  echo "The scan of $image has no result ($status), so the image is refused. ECR scans an image once in 24 hours:" \
    "see \"Image refused by the vulnerability scan\" in infra/docs/runbook.md." >&2
  exit 1
fi

basic='imageScanFindings.findings[].[severity, name, uri]'
details=packageVulnerabilityDetails
enhanced="imageScanFindings.enhancedFindings[].[severity, $details.vulnerabilityId, $details.sourceUrl]"
capture scan --query "[$basic, $enhanced][]" || {
  echo "The findings of $image can't be read ($(last_error)), so the image is refused. Retry." >&2
  exit 1
}

list=app-backend/accepted-findings.txt
refused=$(refused_findings "$severities" "$list" <<< "$output")
if [ -n "$refused" ]; then
  {
    echo "$image has findings of $REFUSE_FROM or worse that are not accepted:"
    echo "$refused"
    echo "Use a newer base image (BASE_IMAGE in app-backend/Dockerfile), or accept the finding, with the reason, in $list."
  } >&2
  exit 1
fi
echo "$image has no findings of $REFUSE_FROM or worse that are not accepted"
