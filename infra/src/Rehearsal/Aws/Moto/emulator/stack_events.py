"""The events of a stack's resources. moto only has those of the stack as a whole."""

from moto.cloudformation.models import Event, cloudformation_backends
from moto.cloudformation.parsing import ResourceMap


def record(resources: ResourceMap, logical_id: str, resource_type: str, status: str, reason: str | None = None) -> None:
    stack = cloudformation_backends[resources._account_id][resources._region_name].stacks.get(resources.stack_id)
    if stack:
        stack.events.append(Event(stack.stack_id, stack.name, logical_id, "", resource_type, status, reason, None))
