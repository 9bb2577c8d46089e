"""
Checks values against limits that are only in the prose of AWS's documentation, not in its schemas and API models. documented-limits.json
has them, with their pages. The tests of the stacks read it, too. Paths are without the positions in lists.
"""

import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .finding import Finding


@dataclass(frozen=True)
class Limit:
    type: str
    path: str
    pattern: str
    says: str
    """The same as the pattern, for people."""
    source: str
    secret: bool = False


LIMITS = [Limit(**entry) for entry in json.loads(pathlib.Path(__file__).with_name("documented-limits.json").read_text("utf-8"))]


def check(resource_type: str, properties: dict[str, Any]) -> list[Finding]:
    limits = [limit for limit in LIMITS if limit.type == resource_type]
    return [
        Finding(path, f"{_shown(value, limit)} is not {limit.says}", limit.source)
        for path, value in _texts(properties, "")
        for limit in limits
        if limit.path == re.sub(r"/\d+", "", path) and not re.fullmatch(limit.pattern, value)
    ]


def _shown(value: str, limit: Limit) -> str:
    return "the secret value" if limit.secret else json.dumps(value, ensure_ascii=False)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, f"{path}/{name}".lstrip("/"))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}/{index}")
    elif isinstance(value, str):
        yield path, value
