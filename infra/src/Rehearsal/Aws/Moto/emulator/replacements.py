"""Which changes of a resource make CloudFormation replace it: those of create-only properties in the type's schema."""

import json
from typing import Any

from . import schemas


def is_replaced(resource_type: str, before: dict[str, Any], after: dict[str, Any], region: str) -> bool:
    """A property that only some of its changes replace a resource for (conditionalCreateOnlyProperties) changes in place."""
    return any(_values(before, path) != _values(after, path) for path in _paths(resource_type, "createOnlyProperties", region))


def is_deleted_first(resource_type: str, region: str) -> bool:
    """Whether the old resource is deleted before the new one is created, instead of after the update."""
    return schemas.schema(resource_type, region).get("replacementStrategy") == "delete_then_create"


def kept_name(resource_type: str, before: dict[str, Any], after: dict[str, Any], region: str) -> str | None:
    """Gets the name in a template that the replacement would have to share with the resource that it replaces."""
    kind = resource_type.split("::")[-1]
    names = {path[0] for path in _paths(resource_type, "createOnlyProperties", region) if len(path) == 1}
    names &= {"Name", "GroupName", f"{kind}Name", f"{kind}Id", f"{kind}Identifier"} | _identifier(resource_type, region)
    values = [after[name] for name in sorted(names) if isinstance(after.get(name), str)]
    return values[0] if values and all(before.get(name) == after.get(name) for name in names) else None


def _identifier(resource_type: str, region: str) -> set[str]:
    """Gets the only property that identifies a resource of the type, if templates can set it."""
    identifier = _paths(resource_type, "primaryIdentifier", region)
    read_only = _paths(resource_type, "readOnlyProperties", region)
    return {identifier[0][0]} if len(identifier) == 1 and identifier[0] not in read_only else set()


def _paths(resource_type: str, key: str, region: str) -> list[list[str]]:
    return [path.removeprefix("/properties/").split("/") for path in schemas.schema(resource_type, region).get(key, [])]


def _values(value: Any, path: list[str]) -> Any:
    """Gets the values at a path as text, so that dates and numbers compare as they are written."""
    if not path:
        return json.dumps(value, sort_keys=True, default=str)
    if path[0] == "*":
        return [_values(item, path[1:]) for item in value] if isinstance(value, list) else None
    return _values(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else None
