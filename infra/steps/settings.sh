#!/usr/bin/env bash
# Reads the settings of the delivery, also from a cdk.json that an editor has begun with a byte order mark. Source it.

# Prints all of them, as JSON: delivery
delivery() {
  python3 -c 'import json; print(json.dumps(json.load(open("cdk.json", encoding="utf-8-sig"))["context"]["delivery"]))'
}

# Prints one of them: setting KEY [KEY ...]
setting() {
  delivery | python3 -c '
import functools, json, sys
print(functools.reduce(lambda settings, key: settings[key], sys.argv[1:], json.load(sys.stdin)))' "$@"
}
