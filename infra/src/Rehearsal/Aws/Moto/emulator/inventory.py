"""The resources of all stacks, with the properties that they were last accepted with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.cloudformation.models import cloudformation_backends
from moto.cloudformation.parsing import ResourceMap


@dataclass(frozen=True)
class Accepted:
    stack_id: str
    logical_id: str
    resource_type: str
    properties: dict[str, Any]

    @property
    def stack(self) -> str:
        return self.stack_id.split("/")[1]


def accept(resources: ResourceMap, resource: Accepted) -> None:
    accepted(resources)[resource.logical_id] = resource


def accepted(resources: ResourceMap) -> dict[str, Accepted]:
    return resources.__dict__.setdefault("accepted", {})


def others(resources: ResourceMap, resource: Accepted) -> Iterator[Accepted]:
    """Finds the existing resources of the account and region, other than this one."""
    for stack in list(cloudformation_backends[resources._account_id][resources._region_name].stacks.values()):
        existing = stack.resource_map
        # An update replaces or removes these, but only deletes them at its end.
        leaving = [deletion.accepted for deletion in list(existing.__dict__.get("leaving", [])) if deletion.accepted]
        for other in [*list(accepted(existing).values()), *leaving]:
            is_deployed = other.logical_id in existing._parsed_resources or other in leaving
            if is_deployed and (other.stack_id, other.logical_id) != (resource.stack_id, resource.logical_id):
                yield other
