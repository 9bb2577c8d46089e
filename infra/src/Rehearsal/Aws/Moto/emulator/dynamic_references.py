"""Resolves {{resolve:secretsmanager:...}} in templates, which moto doesn't do."""

import json
import re
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.secretsmanager.models import secretsmanager_backends

REFERENCE = re.compile(r"\{\{resolve:secretsmanager:(?P<secret>.+?):SecretString(?::(?P<key>[^:}]*))?[^}]*\}\}")

# Shorter values are no secrets, such as a user name, and would hide other words.
SHORTEST = 8

_secrets: set[str] = set()


def install() -> None:
    parse_resource = parsing.parse_resource

    def parse_and_resolve(resource_json: dict[str, Any], resources_map: Any) -> Any:
        parsed = parse_resource(resource_json, resources_map)
        if not parsed:
            return parsed
        model, resource, resource_type = parsed
        backend = secretsmanager_backends[resources_map._account_id][resources_map._region_name]
        return model, {**resource, "Properties": _resolved(resource["Properties"], backend)}, resource_type

    parsing.parse_resource = parse_and_resolve


def hide(text: str) -> str:
    """Replaces resolved secrets in a text for users."""
    for secret in list(_secrets):
        text = text.replace(secret, "{{resolve:secretsmanager:…}}")
    return text


def _resolved(value: Any, backend: Any) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(item, backend) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, backend) for item in value]
    if isinstance(value, str) and "{{resolve:" in value:
        return REFERENCE.sub(lambda match: _secret(match["secret"], match["key"], backend), value)
    return value


def _secret(secret: str, key: str | None, backend: Any) -> str:
    text = backend.get_secret_value(secret_id=secret, version_id=None, version_stage=None)["SecretString"]
    value = str(json.loads(text)[key]) if key else text
    if len(value) >= SHORTEST:
        _secrets.add(value)
    return value
