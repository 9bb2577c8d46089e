"""Records which calls were judged, with what result, and the policies of the roles that made them: one JSON object per line."""

import json
import threading
from typing import Any


class Record:
    def __init__(self, file: str):
        # Not buffered: readers see only whole lines.
        self._file = open(file, "wb", buffering=0)
        self._one_at_a_time = threading.Lock()
        self._known: dict[str, str] = {}

    def add_call(self, call: dict[str, Any]) -> None:
        with self._one_at_a_time:
            self._write({"call": call})

    def add_policies(self, role: str, policies: list[dict[str, Any]]) -> None:
        """Adds the policies of a role, if they are new or changed."""
        text = json.dumps(policies)
        with self._one_at_a_time:
            if self._known.get(role) != text:
                self._known[role] = text
                self._write({"role": role, "policies": policies})

    def _write(self, entry: dict[str, Any]) -> None:
        self._file.write(json.dumps(entry).encode() + b"\n")
