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
  accepted=$(sed 's/#.*//' "$2" | awk 'NF { printf "%s ", $1 }')
  awk -v refused="^($1)$" -v accepted="$accepted" '
    BEGIN { split(accepted, names); for (n in names) is_accepted[names[n]] }
    $1 ~ refused && !($2 in is_accepted)'
}
