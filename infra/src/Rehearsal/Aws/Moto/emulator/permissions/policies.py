"""The policies that decide about a call: those of the role, its permissions boundary, and the policy of the resource."""

import functools
import json
from typing import Any

from moto.ecr.models import ecr_backends
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import Role, iam_backends
from moto.kms.models import kms_backends

from ..stand_in import StandIn

Document = dict[str, Any]


def find_role(account: str, arn: str) -> Role | None:
    return next((role for role in iam_backends[account]["aws"].roles.values() if role.arn == arn), None)


def identity_policies(account: str, role: Role) -> list[dict[str, Any]]:
    """The role's inline policies and managed policies, each with its name and document."""
    inline = [{"name": name, "document": document(policy)} for name, policy in role.policies.items()]
    managed = {**{arn: None for arn in getattr(role, "managed_policy_arns", [])}, **role.managed_policies}
    return inline + [{"name": arn.split(":")[-1].split("/")[-1], "document": managed_policy(account, arn)} for arn in managed]


def boundaries(account: str, role: Role) -> list[dict[str, Any]] | None:
    arn = role.permissions_boundary_arn
    return [{"name": arn.split("/")[-1], "document": managed_policy(account, arn)}] if arn else None


def managed_policy(account: str, arn: str) -> Document:
    """A policy of the account or one of AWS's own."""
    own = iam_backends[account]["aws"].managed_policies.get(arn)
    if own:
        return document(next(version.document for version in own.versions if version.is_default))
    return _aws_policies()[arn.split("/")[-1]]["Document"]


def resource_policy(account: str, action: str, arn: str) -> Document | None:
    """The policy of a resource; of a role, the one that says who may assume it."""
    if arn == "*":
        return None
    service, region, name = arn.split(":")[2], arn.split(":")[3], arn.split(":", 5)[-1]
    if service == "s3":
        return _recorded("AWS::S3::BucketPolicy", "PolicyDocument", lambda properties: properties["Bucket"] == name.split("/")[0])
    if service == "secretsmanager":
        return _recorded("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", lambda properties: properties["SecretId"] == arn)
    if service == "sns":
        return _recorded("AWS::SNS::TopicPolicy", "PolicyDocument", lambda properties: arn in properties["Topics"])
    if service == "ecr":
        repository = ecr_backends[account][region].repositories.get(name.split("/", 1)[-1])
        return document(repository.policy) if repository and repository.policy else None
    if service == "kms":
        key = kms_backends[account][region].keys.get(name.split("/")[-1])
        return document(key.policy) if key else None
    if action == "sts:AssumeRole" or action == "sts:AssumeRoleWithWebIdentity":
        role = find_role(account, arn)
        return document(role.assume_role_policy_document) if role else None
    return None


def document(policy: Any) -> Document:
    """Parses a policy. Drops what a template leaves out with AWS::NoValue, which moto leaves as an empty value."""
    return _without_empty(json.loads(policy) if isinstance(policy, (str, bytes)) else policy)


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value if item is not None]
    return value


def _recorded(resource_type: str, policy: str, concerns: Any) -> Document | None:
    for resource in list(StandIn.by_id.values()):
        if resource.resource_type == resource_type and concerns(resource.properties):
            return document(resource.properties[policy])
    return None


@functools.cache
def _aws_policies() -> dict[str, Any]:
    return json.loads(aws_managed_policies_data)
