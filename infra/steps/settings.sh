#!/usr/bin/env bash
# Reads the delivery's settings from cdk.json. Source it.

# Prints a setting, as JSON unless it is a string; without keys, all of them: setting [KEY ...]
setting() {
  # Some editors write a byte order mark: hence utf-8-sig.
  python3 -c '
import functools, json, sys
delivery = json.load(open("cdk.json", encoding="utf-8-sig"))["context"]["delivery"]
value = functools.reduce(lambda values, key: values[key], sys.argv[1:], delivery)
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

# Prints a setting of an environment, as JSON unless it is a string; without keys, all of them: environment_setting NAME [KEY ...]
environment_setting() {
  setting environments | python3 -c '
import functools, json, sys
environments = {environment["name"]: environment for environment in json.load(sys.stdin)}
if sys.argv[1] not in environments:
    names = ", ".join(environments)
    sys.exit(f"\"{sys.argv[1]}\" is not an environment in cdk.json; it must be one of {names}.")
value = functools.reduce(lambda values, key: values[key], sys.argv[1:], environments)
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

# Prints the branch that an environment's site is released from: release_branch NAME
release_branch() {
  echo "release/$(tr '[:upper:]' '[:lower:]' <<< "$1")"
}
