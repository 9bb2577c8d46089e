"""
Checks properties against the API model of the service that CloudFormation would hand them to: botocore's, which moto brings along. The
models have patterns, lengths and enums that CloudFormation's schemas lack. Properties and members have the same names but for their case.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

import regex
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape

from .finding import Finding

# botocore's names of the services, where they aren't the lower-case ones in the types.
SERVICES = {
    "ApplicationAutoScaling": "application-autoscaling",
    "CertificateManager": "acm",
    "ElasticLoadBalancingV2": "elbv2",
}

# The operations that aren't named Create and the resource.
OPERATIONS = {
    "AWS::Amplify::Domain": "CreateDomainAssociation",
    "AWS::ApplicationAutoScaling::ScalableTarget": "RegisterScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "PutScalingPolicy",
    "AWS::CertificateManager::Certificate": "RequestCertificate",
    "AWS::CloudWatch::Alarm": "PutMetricAlarm",
    "AWS::CloudWatch::Dashboard": "PutDashboard",
    "AWS::EC2::EIP": "AllocateAddress",
    "AWS::EC2::SecurityGroupEgress": "AuthorizeSecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress": "AuthorizeSecurityGroupIngress",
    "AWS::ECS::ClusterCapacityProviderAssociations": "PutClusterCapacityProviders",
    "AWS::ECS::TaskDefinition": "RegisterTaskDefinition",
    "AWS::ElastiCache::ParameterGroup": "CreateCacheParameterGroup",
    "AWS::ElastiCache::SubnetGroup": "CreateCacheSubnetGroup",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "CreateRule",
    "AWS::Events::Rule": "PutRule",
    "AWS::IAM::ManagedPolicy": "CreatePolicy",
    "AWS::IAM::OIDCProvider": "CreateOpenIDConnectProvider",
    "AWS::IAM::Policy": "PutRolePolicy",
    "AWS::S3::BucketPolicy": "PutBucketPolicy",
    "AWS::SNS::Subscription": "Subscribe",
    "AWS::SSM::Parameter": "PutParameter",
    "AWS::SecretsManager::ResourcePolicy": "PutResourcePolicy",
    "AWS::SecretsManager::RotationSchedule": "RotateSecret",
}

# The members with other names. CodePipeline's properties are all in one member.
MEMBERS = {
    "AWS::IAM::ManagedPolicy": {"ManagedPolicyName": "PolicyName"},
    "AWS::SNS::Topic": {"TopicName": "Name"},
}
WRAPPERS = {"AWS::CodePipeline::Pipeline": "pipeline"}

_loader = Loader()


def check(resource_type: str, properties: dict[str, Any]) -> list[Finding]:
    shape = _input(resource_type)
    if shape is None:
        return []
    names = MEMBERS.get(resource_type, {})
    named = {names.get(name, name): value for name, value in properties.items()}
    titles = {member: name for name, member in names.items()}
    source = f"API model of {_operation(resource_type)}, botocore {version('botocore')}"
    return [Finding(titles.get(path, path), problem, source) for path, problem in _problems(shape, named, "")]


def _operation(resource_type: str) -> str:
    return OPERATIONS.get(resource_type) or f"Create{resource_type.split('::')[-1]}"


@cache
def _input(resource_type: str) -> Shape | None:
    _, service, *_ = [*resource_type.split("::"), ""]
    name = SERVICES.get(service, service.lower())
    if name not in _loader.list_available_services("service-2"):
        return None
    model = _model(name)
    operation = _operation(resource_type)
    if operation not in model.operation_names:
        return None
    shape = model.operation_model(operation).input_shape
    return shape.members[WRAPPERS[resource_type]] if resource_type in WRAPPERS else shape


@cache
def _model(service: str) -> ServiceModel:
    return ServiceModel(_loader.load_service_model(service, "service-2"))


def _problems(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Finds values that a shape doesn't allow. Values of another type are left to CloudFormation's schema, which converts some."""
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {name.lower(): member for name, member in shape.members.items()}
        for name, item in value.items():
            if name.lower() in members:
                yield from _problems(members[name.lower()], item, f"{path}/{name}".lstrip("/"))
    elif shape.type_name == "list" and isinstance(value, list):
        yield from ((path, problem) for problem in _range(shape, len(value), f"has {len(value)} items"))
        for index, item in enumerate(value):
            yield from _problems(shape.member, item, f"{path}/{index}")
    elif shape.type_name == "map" and isinstance(value, dict):
        for name, item in value.items():
            yield from _problems(shape.value, item, f"{path}/{name}")
    elif shape.type_name == "string" and isinstance(value, str):
        shown = "the secret value" if shape.metadata.get("sensitive") else json.dumps(value, ensure_ascii=False)
        yield from ((path, problem) for problem in _range(shape, len(value), f"{shown} has {len(value)} characters"))
        if shape.enum and value not in shape.enum:
            yield path, f"{shown} is not one of {', '.join(shape.enum)}"
        pattern = shape.metadata.get("pattern")
        if pattern and not _matches(pattern, value):
            yield path, f"{shown} does not match {pattern}"
    elif shape.type_name in ("integer", "long", "float", "double") and isinstance(value, (int, float)):
        yield from ((path, problem) for problem in _range(shape, value, f"is {value}"))


def _range(shape: Shape, number: float, what: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and number < least:
        yield f"{what}; the least is {least}"
    if most is not None and number > most:
        yield f"{what}; the most is {most}"


def _matches(pattern: str, value: str) -> bool:
    try:
        return regex.fullmatch(pattern, value) is not None
    except regex.error:
        # The models' patterns are Java's; a few are no Python.
        return True
