"""Calls the rehearsal's HTTP API on loopback, which runs resources and tasks for the emulator."""

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


def call_handler(resource_type: str, action: str, stack: str, logical_id: str, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Calls the handler of a resource type. Returns attributes, and the physical id if it differs from the name."""
    return call_rehearsal(
        "POST",
        "resources",
        {"type": resource_type, "action": action, "stack": stack, "logicalId": logical_id, "name": name, "properties": properties},
    )


def call_rehearsal(method: str, path: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
    """Sends a request and returns the response. Raises an error with the rehearsal's message if the request fails."""
    body = None if message is None else json.dumps(message, default=str).encode()
    request = urllib.request.Request(f"{_rehearsal}/{path}", body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode()) from None
