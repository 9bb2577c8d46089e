#!/usr/bin/env bash
# Reads the settings of the delivery, also from a cdk.json that an editor has begun with a byte order mark. Source it.

# Prints all of them, as JSON: delivery
delivery() {
  value_of context delivery
}

# Prints one of them: setting KEY [KEY ...]
setting() {
  value_of context delivery "$@"
}

# Prints a setting of an environment, as JSON unless it is a text; without keys, all of them: environment NAME [KEY ...]
environment() {
  delivery | python3 -c '
import functools, json, sys
environments = json.load(sys.stdin)["environments"]
found = [environment for environment in environments if environment["name"] == sys.argv[1]]
if not found:
    names = ", ".join(environment["name"] for environment in environments)
    sys.exit(f"\"{sys.argv[1]}\" is not an environment of cdk.json; it must be one of {names}.")
value = functools.reduce(lambda values, key: values[key], sys.argv[2:], found[0])
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

# Prints the branch that an environment's site is released from: release_branch NAME
release_branch() {
  echo "release/$(tr '[:upper:]' '[:lower:]' <<< "$1")"
}

# Prints a value of cdk.json, as JSON unless it is a text: value_of KEY [KEY ...]
value_of() {
  python3 -c '
import functools, json, sys
value = functools.reduce(lambda values, key: values[key], sys.argv[1:], json.load(open("cdk.json", encoding="utf-8-sig")))
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}
