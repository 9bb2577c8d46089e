"""Checks resources against CloudFormation's own schemas, and the rules that cfn-lint adds to them. cfn-lint is a dependency of moto."""

import json
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import Any

from .finding import Finding

# Other rules are about templates: here, all functions are resolved. E11 has the formats of values, such as an ARN.
RULES = ("E11", "E3")

# A rule that compares with another resource can't look it up, and shows where it would be.
OTHER_RESOURCE = "$data"

# cfn-lint keeps state while it checks, and stacks are deployed in parallel.
_lock = Lock()


def check(resource_type: str, properties: dict[str, Any], region: str) -> list[Finding]:
    # The emulator's own objects, such as dates, become text.
    properties = json.loads(json.dumps(properties, default=str))
    template = {"Resources": {"Checked": {"Type": resource_type, "Properties": properties}}}
    with _lock:
        matches = list(_linter(region).validate_template(template))
        return [
            *(
                _finding(match, resource_type)
                for match in matches
                if match.rule.id.startswith(RULES) and OTHER_RESOURCE not in match.message
            ),
            *_read_only(resource_type, properties, region),
        ]


def schema(resource_type: str, region: str) -> dict[str, Any]:
    """Gets CloudFormation's schema of a type; an empty one if it has none."""
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    try:
        return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, resource_type).schema
    except ResourceNotFoundError:
        return {}


@cache
def _linter(region: str) -> Any:
    # Takes a second, so it's loaded at the first deployment.
    from cfnlint.config import ConfigMixIn, ManualArgs
    from cfnlint.runner import Runner

    return Runner(ConfigMixIn(**ManualArgs(regions=[region], ignore_checks=["I", "W"])))


def _finding(match: Any, resource_type: str) -> Finding:
    # Without Resources/Checked/Properties.
    path = match.path[3:]
    page = match.rule.source_url
    source = page if "docs.aws.amazon.com" in page else f"schema of {resource_type}"
    return Finding("/".join(map(str, path)), match.message, f"cfn-lint {version('cfn-lint')}, {match.rule.id}, {source}")


def _read_only(resource_type: str, properties: dict[str, Any], region: str) -> list[Finding]:
    """cfn-lint doesn't report these."""
    names = [path.removeprefix("/properties/") for path in schema(resource_type, region).get("readOnlyProperties", [])]
    source = f"cfn-lint {version('cfn-lint')}, schema of {resource_type}"
    return [
        Finding(name, f"{json.dumps(properties[name])} is set, but the property is read-only", source)
        for name in names
        if name in properties
    ]
