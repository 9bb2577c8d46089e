"""Refuses what exceeds the quotas of a new account."""

from collections.abc import Iterable
from typing import Any

from moto.ec2.models import ec2_backends

from .finding import Finding
from .inventory import Accepted

QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
WEIGHTS = "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html"

# How many of a type an account may have in a region, and how many a new one has.
PER_REGION = {"AWS::EC2::VPC": (5, 1), "AWS::EC2::EIP": (5, 0)}
NAT_GATEWAYS_PER_ZONE = 5
RULES_PER_GROUP = 60

# A prefix list counts as many rules, however long it is now. This is CloudFront's, in us-east-1.
PREFIX_LIST_WEIGHTS = {"pl-3b927c52": 55}


def check_count(resource: Accepted, others: Iterable[Accepted], account: str, region: str) -> list[Finding]:
    same = [other for other in others if other.resource_type == resource.resource_type]
    if resource.resource_type in PER_REGION:
        quota, default = PER_REGION[resource.resource_type]
        if len(same) + default >= quota:
            return [Finding("", f"a new account may have {quota} in a region, and has as many: {_names(same, default)}", QUOTAS)]
    if resource.resource_type == "AWS::EC2::NatGateway" and "SubnetId" in resource.properties:
        zones = [_zone(gateway, account, region) for gateway in (resource, *same)]
        if zones.count(zones[0]) > NAT_GATEWAYS_PER_ZONE:
            return [Finding("", f"a new account may have {NAT_GATEWAYS_PER_ZONE} NAT gateways in {zones[0]}, and has as many", QUOTAS)]
    return []


def check_rules(resource: Accepted, others: Iterable[Accepted]) -> list[Finding]:
    """Adds up the rules of a security group, inline and separate ones, for each direction."""
    return [
        Finding(
            "",
            f"the security group would have {count} {direction.lower()} rules; a group may have {RULES_PER_GROUP}, and CloudFront's prefix"
            " list counts as 55",
            f"{QUOTAS} and {WEIGHTS}",
        )
        for direction in ("Ingress", "Egress")
        if (count := _rules(resource, others, direction)) > RULES_PER_GROUP
    ]


def _rules(resource: Accepted, others: Iterable[Accepted], direction: str) -> int:
    separate = f"AWS::EC2::SecurityGroup{direction}"
    if resource.resource_type == "AWS::EC2::SecurityGroup":
        return sum(map(_weight, resource.properties.get(f"SecurityGroup{direction}", [])))
    if resource.resource_type != separate:
        return 0
    group = resource.properties.get("GroupId")
    rules = [other.properties for other in others if other.resource_type == separate and other.properties.get("GroupId") == group]
    return sum(map(_weight, [resource.properties, *rules]))


def _weight(rule: dict[str, Any]) -> int:
    return PREFIX_LIST_WEIGHTS.get(rule.get("SourcePrefixListId") or rule.get("DestinationPrefixListId") or "", 1)


def _names(resources: list[Accepted], default: int) -> str:
    return ", ".join([*(["the default one"] if default else []), *(f"{resource.logical_id} of {resource.stack}" for resource in resources)])


def _zone(gateway: Accepted, account: str, region: str) -> str:
    return ec2_backends[account][region].get_subnet(gateway.properties["SubnetId"]).availability_zone
