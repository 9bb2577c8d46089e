#!/usr/bin/env bash
# Functions for findings and their severities. Source it.

# Prints the severities from LIMIT up as a pattern, and fails if LIMIT is not a severity: severities_from LIMIT
severities_from() {
  case "$1" in
    LOW) echo 'LOW|MEDIUM|HIGH|CRITICAL' ;;
    MEDIUM) echo 'MEDIUM|HIGH|CRITICAL' ;;
    HIGH) echo 'HIGH|CRITICAL' ;;
    CRITICAL) echo 'CRITICAL' ;;
    *) return 1 ;;
  esac
}

# Reads findings from the standard input, one per line, severity and name first. Prints those that are severe and not accepted:
# refused_findings SEVERITIES ACCEPTED_FILE
refused_findings() {
  local accepted
  # Some editors write a byte order mark and end lines with a carriage return.
  accepted=$(LC_ALL=C awk '{ sub(/^\357\273\277/, ""); gsub(/\r|#.*/, "") } NF { printf "%s ", $1 }' "$2")
  awk -v refused="^($1)$" -v accepted="$accepted" '
    BEGIN { split(accepted, names); for (n in names) is_accepted[names[n]] }
    $1 ~ refused && !($2 in is_accepted)'
}
