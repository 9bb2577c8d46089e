"""Refuses other capacity providers of a service without a forced deployment, as ECS does. CloudFormation doesn't force one by itself."""

from typing import Any

# https://github.com/aws/aws-cdk/issues/34631
REFUSAL = (
    "Invalid request provided: When switching from launch type to capacity provider strategy on an existing service, or making a change "
    "to a capacity provider strategy on a service that is already using one, you must force a new deployment."
)


def refusal(resource_type: str, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    if resource_type != "AWS::ECS::Service" or not before or _strategy(before) == _strategy(after):
        return None
    return None if after.get("ForceNewDeployment", {}).get("EnableForceNewDeployment") in (True, "true") else REFUSAL


def _strategy(service: dict[str, Any]) -> list[dict[str, str]]:
    """Gets the providers with all values as text, since templates may quote numbers."""
    return [{key: str(value) for key, value in item.items()} for item in service.get("CapacityProviderStrategy", [])]
