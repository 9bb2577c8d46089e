#!/usr/bin/env bash
# Renews ../rehearsal.svg: runs the rehearsal in a terminal of 96 x 38 and takes the picture when the screen shows a pattern:
# take.sh [PATTERN]. Needs tmux (on Debian: apt-get install tmux), and what the rehearsal itself needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."
moment=${1:-'Expenses-Prod-BackendApp\.Deploy +[0-9]+ s'}

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
