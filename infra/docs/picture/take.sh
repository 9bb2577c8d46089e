#!/usr/bin/env bash
# Renews a picture of a terminal in infra/docs. Needs tmux (on Debian: apt-get install tmux), and what the rehearsal itself needs.
#   take.sh rehearsal [PATTERN]   runs the rehearsal in a terminal of 96 x 38 until the screen shows the pattern
#   take.sh permissions           the table of `infra/rehearsal permissions`, of the last rehearsal in this clone
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."

take_rehearsal() {
  local moment=${1:-'Expenses-Prod-BackendApp\.Deploy +[0-9]+ s'} session
  session=$(tmux new-session -d -x 96 -y 38 -P -F '#{session_id}' \
    'dotnet run --project infra/src/Rehearsal -- --approve --exit --skip Verify')
  trap 'tmux kill-session -t "$session" 2> /dev/null || true' EXIT
  until tmux capture-pane -p -t "$session" | grep -qE "$moment"; do
    tmux has-session -t "$session" 2> /dev/null || { echo "take.sh: the rehearsal ended before the screen showed $moment" >&2 && exit 1; }
    sleep 0.2
  done
  tmux capture-pane -e -p -t "$session" | python3 "$here/svg.py" > "$here/../rehearsal.svg"
  # Stopped in order, so that it leaves nothing behind.
  tmux send-keys -t "$session" C-c
  while tmux has-session -t "$session" 2> /dev/null; do sleep 0.5; done
}

case "${1:-}" in
  rehearsal) take_rehearsal "${@:2}" ;;
  permissions) infra/rehearsal permissions | sed '/^Never used/,$d' | python3 "$here/svg.py" > "$here/../permissions.svg" ;;
  *)
    echo "take.sh: \"${1:-}\" is not a picture; it must be rehearsal or permissions." >&2
    exit 2
    ;;
esac
