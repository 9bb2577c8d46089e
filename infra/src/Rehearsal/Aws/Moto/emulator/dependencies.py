"""The order in which the resources of a template are created: each after those that it refers to."""

import re
from collections.abc import Iterator
from typing import Any


def in_dependency_order(resources: dict[str, Any]) -> list[str]:
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in resources and name not in ordered:
            for dependency in _references(resources[name]):
                if dependency != name:
                    visit(dependency)
            ordered[name] = None

    for name in resources:
        visit(name)
    return list(ordered)


def _references(value: Any) -> Iterator[str]:
    """Finds the resources that a part of a template refers to."""
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            # Container definitions have a DependsOn, too. It is a list of objects and refers to no resources.
            if key in ("Ref", "DependsOn") and isinstance(item, str):
                yield item
            elif key == "DependsOn":
                yield from (name for name in item if isinstance(name, str))
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.split(".")[0]
            elif key == "Fn::Sub":
                yield from re.findall(r"\$\{(\w+)", item[0] if isinstance(item, list) else item)
                yield from _references(item)
            else:
                yield from _references(item)
