"""Refuses a resource whose identifier another one has, such as a log group of the same name."""

import json
from collections.abc import Iterable

from . import schemas
from .finding import Finding
from .inventory import Accepted

CONTRACT = "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/contract-tests.html"

# The identifiers of these types can't be set, but only one of them can exist with these properties.
UNIQUE = {
    "AWS::ElasticLoadBalancingV2::Listener": (
        ["LoadBalancerArn", "Port"],
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
    ),
    # The identifier of these is the secret's.
    "AWS::SecretsManager::SecretTargetAttachment": (["SecretId"], "https://github.com/aws/aws-cdk/issues/24657"),
    "AWS::SecretsManager::ResourcePolicy": (["SecretId"], "https://github.com/aws/aws-cdk/issues/24383"),
}


def check(resource: Accepted, others: Iterable[Accepted], region: str) -> list[Finding]:
    names, source = UNIQUE.get(resource.resource_type) or (_identifier(resource.resource_type, region), CONTRACT)
    if not names or any(name not in resource.properties for name in names):
        return []
    values = [resource.properties[name] for name in names]
    return [
        Finding(
            ", ".join(names),
            f"{', '.join(map(json.dumps, values))} already exists in stack {other.stack}, as {other.logical_id}",
            source,
        )
        for other in others
        if other.resource_type == resource.resource_type and [other.properties.get(name) for name in names] == values
    ]


def _identifier(resource_type: str, region: str) -> list[str]:
    schema = schemas.schema(resource_type, region)
    identifiers = [*schema.get("primaryIdentifier", []), *(path for paths in schema.get("additionalIdentifiers", []) for path in paths)]
    # The contract is tested only for types whose identifiers can be set.
    if set(identifiers) & set(schema.get("readOnlyProperties", [])):
        return []
    return [path.removeprefix("/properties/") for path in schema.get("primaryIdentifier", [])]
