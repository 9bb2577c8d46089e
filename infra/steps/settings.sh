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

# Prints a value of cdk.json, as JSON unless it is a text: value_of KEY [KEY ...]
value_of() {
  python3 -c '
import functools, json, sys
value = functools.reduce(lambda values, key: values[key], sys.argv[1:], json.load(open("cdk.json", encoding="utf-8-sig")))
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}
