"""Gives roles and managed policies what their template says: moto ignores a role's managed policies, and most changes."""

import json
from typing import Any

from moto.iam.models import ManagedPolicy, Role


def install() -> None:
    create = Role.create_from_cloudformation_json.__func__

    def create_whole(cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any) -> Role:
        role = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        _apply(role, cloudformation_json["Properties"])
        return role

    Role.create_from_cloudformation_json = classmethod(create_whole)
    Role.update_from_cloudformation_json = classmethod(_update_role)
    ManagedPolicy.update_from_cloudformation_json = classmethod(_update_policy)


def _update_role(cls: type, original_resource: Role, new_resource_name: str, cloudformation_json: Any, *_: Any, **__: Any) -> Role:
    _apply(original_resource, cloudformation_json["Properties"])
    return original_resource


def _apply(role: Role, properties: dict[str, Any]) -> None:
    # The policies of other resources, AWS::IAM::Policy, stay.
    for name in getattr(role, "own_policies", []):
        role.policies.pop(name, None)
    inline = {policy["PolicyName"]: policy["PolicyDocument"] for policy in properties.get("Policies", [])}
    role.policies.update(inline)
    role.own_policies = list(inline)
    role.managed_policy_arns = properties.get("ManagedPolicyArns", [])
    role.permissions_boundary_arn = properties.get("PermissionsBoundary")
    role.description = properties.get("Description", "")
    trust = properties["AssumeRolePolicyDocument"]
    role.assume_role_policy_document = trust if isinstance(trust, str) else json.dumps(trust, default=str)


def _update_policy(
    cls: type, original_resource: ManagedPolicy, new_resource_name: str, cloudformation_json: Any, *_: Any, **__: Any
) -> Any:
    text = json.dumps(cloudformation_json["Properties"]["PolicyDocument"], default=str)
    next(version for version in original_resource.versions if version.is_default).document = text
    return original_resource
