#!/usr/bin/env bash
# Reads what ECR's scan has found in the backend's image, and refuses it for findings that are bad enough: judge-image.sh TAG_FILE
# The verdict is read each time, also for an image that was there already: a retry can't pass what was refused.
# In the environment: REPOSITORY_URI; REFUSE_FROM, the mildest severity that is refused: LOW, MEDIUM, HIGH or CRITICAL.
set -euo pipefail
tag=$(cat "${1:?"judge-image.sh: tell the file that holds the tag"}")
: "${REPOSITORY_URI:?"judge-image.sh: REPOSITORY_URI has to name the repository of the image"}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/image-repository.sh
source infra/steps/findings.sh

severities=$(severities_from "${REFUSE_FROM:-}") || {
  echo "judge-image.sh: REFUSE_FROM is \"${REFUSE_FROM:-}\"; it has to be LOW, MEDIUM, HIGH or CRITICAL." >&2
  exit 2
}

scan() {
  ask_ecr "$REPOSITORY_URI" describe-image-scan-findings --image-id "imageTag=$tag" --output text "$@"
}

# The scan begins some seconds after the push: until then ECR knows of none. Five minutes are more than it has been seen to take.
attempts=60
for attempt in $(seq "$attempts"); do
  # Every page tells the status, and the command line puts a query to each: the first is enough.
  if call scan --no-paginate --query imageScanStatus.status; then status=$answer; else status=$(last_words); fi
  case "$status" in
    PENDING | IN_PROGRESS | *ScanNotFoundException*) [ "$attempt" = "$attempts" ] || sleep 5 ;;
    *) break ;;
  esac
done

# COMPLETE is the last word of a basic scan, ACTIVE that of an enhanced one, which goes on watching.
if [ "$status" != COMPLETE ] && [ "$status" != ACTIVE ]; then
  echo "The scan of $REPOSITORY_URI:$tag gave no verdict ($status): the image is refused. ECR scans an image once in 24 hours: see \"Image refused by the vulnerability scan\" in infra/docs/runbook.md." >&2
  exit 1
fi

basic='imageScanFindings.findings[].[severity, name, uri]'
enhanced='imageScanFindings.enhancedFindings[].[severity, packageVulnerabilityDetails.vulnerabilityId, packageVulnerabilityDetails.sourceUrl]'
call scan --query "[$basic, $enhanced][]" || {
  echo "The findings of $REPOSITORY_URI:$tag can't be read ($(last_words)): the image is refused. Retry." >&2
  exit 1
}
findings=$answer

list=app-backend/accepted-findings.txt
refusals=$(refused_findings "$severities" "$list" <<< "$findings")

if [ -n "$refusals" ]; then
  {
    echo "$REPOSITORY_URI:$tag is refused, for findings of $REFUSE_FROM or worse:"
    echo "$refusals"
    echo "Build on a newer base image (BASE_IMAGE in app-backend/Dockerfile), or accept a finding, with the reason, in $list."
  } >&2
  exit 1
fi
echo "$REPOSITORY_URI:$tag has no findings of $REFUSE_FROM or worse that are not accepted"
