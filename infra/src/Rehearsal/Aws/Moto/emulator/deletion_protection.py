"""Resources that a service refuses to delete as long as their protection is on, and its words for it."""

from collections.abc import Callable
from typing import Any


def protection(resource_type: str, properties: dict[str, Any], physical_id: str) -> str | None:
    """Gets the reason why a resource can't be deleted."""
    if resource_type not in PROTECTED:
        return None
    is_protected, reason = PROTECTED[resource_type]
    return reason.format(id=physical_id) if is_protected(properties) else None


def _is_set(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda properties: _is_true(properties.get(name))


def _load_balancer(properties: dict[str, Any]) -> bool:
    attributes = {attribute["Key"]: attribute["Value"] for attribute in properties.get("LoadBalancerAttributes", [])}
    return _is_true(attributes.get("deletion_protection.enabled"))


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"


PROTECTED = {
    "AWS::DynamoDB::Table": (
        _is_set("DeletionProtectionEnabled"),
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (
        _load_balancer,
        "Load balancer '{id}' cannot be deleted because deletion protection is enabled",
    ),
    "AWS::RDS::DBCluster": (
        _is_set("DeletionProtection"),
        "Cannot delete protected Cluster, please disable deletion protection and try again.",
    ),
    "AWS::RDS::DBInstance": (
        _is_set("DeletionProtection"),
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
    ),
}
