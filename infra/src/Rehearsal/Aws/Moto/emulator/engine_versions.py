"""Refuses to change an engine to an earlier version, which no service does. CloudFormation's schemas know only each version on its own."""

from typing import Any

# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Modify.html
DOWNGRADE = "You can't downgrade from {before} to {after} except by deleting the existing replication group and creating it again."

# Valkey follows Redis.
ENGINES = ("redis", "valkey")


def refusal(resource_type: str, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    if resource_type == "AWS::RDS::DBCluster" and _version(after) < _version(before):
        return f"Cannot upgrade {after.get('Engine')} from {before.get('EngineVersion')} to {after.get('EngineVersion')}"
    if resource_type == "AWS::ElastiCache::ReplicationGroup" and _engine(after) < _engine(before):
        return DOWNGRADE.format(before=_name(before), after=_name(after))
    return None


def _engine(properties: dict[str, Any]) -> tuple[int, list[int]]:
    engine = properties.get("Engine", ENGINES[0])
    return (ENGINES.index(engine) if engine in ENGINES else 0, _version(properties))


def _name(properties: dict[str, Any]) -> str:
    return f"{properties.get('Engine', ENGINES[0])} {properties.get('EngineVersion', '')}".strip()


def _version(properties: dict[str, Any]) -> list[int]:
    return [int(part) for part in str(properties.get("EngineVersion", "")).split(".") if part.isdigit()]
