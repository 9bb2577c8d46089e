"""Asks the rehearsal to run what a resource describes: over HTTP on loopback, one resource at a time."""

import json
import urllib.error
import urllib.request
from typing import Any

# Long enough to build and start a service.
TIMEOUT_SECONDS = 900

_rehearsal = ""


def install(rehearsal: str) -> None:
    global _rehearsal
    _rehearsal = rehearsal


def tell(resource_type: str, action: str, stack: str, logical_id: str, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """What it answers: a physical id, where that is not the name, and attributes. Its refusal is a sentence for people."""
    return ask(
        "POST",
        "resources",
        {"type": resource_type, "action": action, "stack": stack, "logicalId": logical_id, "name": name, "properties": properties},
    )


def ask(method: str, path: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the rehearsal answers. Its refusal is a sentence for people."""
    body = None if message is None else json.dumps(message, default=str).encode()
    request = urllib.request.Request(f"{_rehearsal}/{path}", body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode()) from None
