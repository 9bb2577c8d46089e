"""
Deletes resources and stacks as CloudFormation does: what is retained stays, what the service protects fails, and a stack that can't be
deleted keeps the rest. moto deletes everything at once, or nothing.
"""

from dataclasses import dataclass
from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import ResourceMap
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult

from . import exports, inventory, stack_events
from .deletion_protection import protection
from .dependencies import in_dependency_order
from .inventory import Accepted

# By default, CloudFormation takes a snapshot of these before it deletes them.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
SNAPSHOT_BY_DEFAULT = {"AWS::RDS::DBCluster"}


@dataclass(frozen=True)
class Deletion:
    """A resource to delete, with its part of the template and the properties that it was last deployed with."""

    logical_id: str
    resource: Any
    json: dict[str, Any]
    accepted: Accepted | None
    policy: str

    @classmethod
    def of_replaced(cls, resources: ResourceMap, logical_id: str, json: dict[str, Any]) -> "Deletion":
        return cls.of(resources, logical_id, json, json.get("UpdateReplacePolicy", "Delete"))

    @classmethod
    def of_removed(cls, resources: ResourceMap, logical_id: str, json: dict[str, Any]) -> "Deletion":
        default = "Snapshot" if json["Type"] in SNAPSHOT_BY_DEFAULT else "Delete"
        return cls.of(resources, logical_id, json, json.get("DeletionPolicy", default))

    @classmethod
    def of(cls, resources: ResourceMap, logical_id: str, json: dict[str, Any], policy: str) -> "Deletion":
        """Takes the resource out of its stack."""
        resource = resources._parsed_resources.pop(logical_id)
        return cls(logical_id, resource, json, inventory.accepted(resources).get(logical_id), policy)

    @property
    def physical_id(self) -> str:
        return str(getattr(self.resource, "physical_resource_id", ""))


def install() -> None:
    CloudFormationBackend.delete_stack = _delete_stack
    CloudFormationResponse.update_termination_protection = _update_termination_protection


def delete(resources: ResourceMap, deletion: Deletion) -> bool:
    """Deletes a resource if its policy says so. Returns whether nothing failed; a failure is in the stack's events."""
    resource_type = deletion.json["Type"]
    if deletion.policy in ("Retain", "RetainExceptOnCreate"):
        stack_events.record(resources, deletion.logical_id, resource_type, "DELETE_SKIPPED")
        return True
    reason = protection(resource_type, deletion.accepted.properties if deletion.accepted else {}, deletion.physical_id)
    if reason is None:
        try:
            resources._delete_resource(deletion.resource, deletion.json)
        except Exception as error:
            reason = getattr(error, "message", None) or str(error)
    if reason:
        stack_events.record(resources, deletion.logical_id, resource_type, "DELETE_FAILED", reason)
        return False
    snapshot = f"A snapshot of {deletion.physical_id} was taken first." if deletion.policy == "Snapshot" else None
    stack_events.record(resources, deletion.logical_id, resource_type, "DELETE_COMPLETE", snapshot)
    return True


def delete_all(resources: ResourceMap) -> list[str]:
    """Deletes the resources of a stack, those that depend on others first. Returns those that failed."""
    failed = []
    for name in reversed(in_dependency_order(resources._resource_json_map)):
        if name in resources._parsed_resources:
            deletion = Deletion.of_removed(resources, name, resources._resource_json_map[name])
            if not delete(resources, deletion):
                resources._parsed_resources[name] = deletion.resource
                failed.append(name)
    return failed


def _delete_stack(self: CloudFormationBackend, name_or_stack_id: str) -> None:
    stack = next((stack for stack in self.stacks.values() if name_or_stack_id in (stack.name, stack.stack_id)), None)
    if stack is None:
        return
    if stack.enable_termination_protection:
        raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    stack._add_stack_event("DELETE_IN_PROGRESS", "User Initiated")
    used = exports.in_use(self, stack)
    if used:
        # The stack keeps its status.
        stack._add_stack_event(stack.status, f"Delete canceled. {used}")
        return
    failed = delete_all(stack.resource_map)
    if failed:
        stack.status = "DELETE_FAILED"
        stack._add_stack_event(stack.status, f"The following resource(s) failed to delete: [{', '.join(failed)}]. ")
        return
    exports.forget(self, stack)
    stack.status = "DELETE_COMPLETE"
    stack._add_stack_event(stack.status)
    self.deleted_stacks[stack.stack_id] = self.stacks.pop(stack.stack_id)


def _update_termination_protection(self: CloudFormationResponse) -> ActionResult:
    """Sets what moto only records when a stack is created."""
    stack: Stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection", False)
    return ActionResult({"StackId": stack.stack_id})
