"""Keeps a security group when its rules change: moto makes another one. The rehearsal blocks no traffic, so the rules don't matter here."""

from typing import Any

from moto.ec2.models.security_groups import SecurityGroup


def install() -> None:
    SecurityGroup.update_from_cloudformation_json = classmethod(_update)


def _update(cls: type, original_resource: SecurityGroup, **change: Any) -> SecurityGroup:
    return original_resource
