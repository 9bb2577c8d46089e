#!/usr/bin/env bash
# What the checks of findings share. Source it.

# Prints the severities from LIMIT on, as a pattern, or explains why it can't: severities_from LIMIT
severities_from() {
  case "$1" in
    LOW) echo 'LOW|MEDIUM|HIGH|CRITICAL' ;;
    MEDIUM) echo 'MEDIUM|HIGH|CRITICAL' ;;
    HIGH) echo 'HIGH|CRITICAL' ;;
    CRITICAL) echo 'CRITICAL' ;;
    *) return 1 ;;
  esac
}

# Of the findings on the standard input, each a line of severity, name and more, prints those that are severe and not accepted:
# refused_findings SEVERITIES ACCEPTED_FILE
refused_findings() {
  local accepted
  # An editor may have begun the file with a byte order mark, and ended its lines with a carriage return.
  accepted=$(LC_ALL=C awk '{ sub(/^\357\273\277/, ""); gsub(/\r|#.*/, "") } NF { printf "%s ", $1 }' "$2")
  awk -v refused="^($1)$" -v accepted="$accepted" '
    BEGIN { split(accepted, names); for (n in names) is_accepted[names[n]] }
    $1 ~ refused && !($2 in is_accepted)'
}
