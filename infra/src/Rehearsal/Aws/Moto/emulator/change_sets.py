"""
Executes, finds and deletes change sets as CloudFormation does. moto creates stacks without resources and outputs, confuses change sets of
the same name in different stacks, and fails to delete one that does not exist.
"""

from typing import Any

from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult

from .stack_updates import roll_back_creation


class ChangeSetNotFound(ServiceException):
    code = "ChangeSetNotFoundException"


def install() -> None:
    CloudFormationBackend.execute_change_set = _execute
    CloudFormationResponse.delete_change_set = _delete
    CloudFormationResponse.describe_change_set = _describe


def _execute(self: CloudFormationBackend, change_set_name: str, stack_name: str | None = None) -> None:
    change_set = _find(self, change_set_name, stack_name)[-1]
    if change_set.change_set_type == "CREATE":
        _create(self, change_set)
    else:
        change_set.stack.update(change_set.template, change_set.role_arn, parameters=change_set.parameters, tags=change_set.tags)
    change_set.execution_status = "EXECUTE_COMPLETE"


def _describe(self: CloudFormationResponse) -> ActionResult:
    found = _find(self.cloudformation_backend, self._get_param("ChangeSetName"), self._get_param("StackName"))
    if not found:
        raise ChangeSetNotFound(f"ChangeSet [{self._get_param('ChangeSetName')}] does not exist")
    return ActionResult(found[-1])


def _delete(self: CloudFormationResponse) -> Any:
    """Deletes a change set, and ignores one that does not exist."""
    backend = self.cloudformation_backend
    for change_set in _find(backend, self._get_param("ChangeSetName"), self._get_param("StackName")):
        del backend.change_sets[change_set.change_set_id]
    return EmptyResult()


def _find(backend: CloudFormationBackend, name: str, stack_name: str | None) -> list[ChangeSet]:
    """Finds change sets by their ID, or by their name in a stack, oldest first."""
    if name in backend.change_sets:
        return [backend.change_sets[name]]
    return [
        change_set
        for change_set in backend.change_sets.values()
        if change_set.change_set_name == name and stack_name in (change_set.stack_name, change_set.stack_id)
    ]


def _create(backend: CloudFormationBackend, change_set: ChangeSet) -> None:
    """Replaces the stack in review by one with the same id: moto never creates resources in the stack in review."""
    stack = Stack(
        stack_id=change_set.stack_id,
        name=change_set.stack_name,
        template=change_set.template,
        parameters=change_set.parameters,
        account_id=backend.account_id,
        region_name=backend.region_name,
        notification_arns=change_set.notification_arns,
        tags=change_set.tags,
        role_arn=change_set.role_arn,
        cross_stack_resources=backend.exports,
    )
    backend.stacks[stack.stack_id] = stack
    for export in stack.exports:
        backend.exports[export.name] = export
    stack._add_stack_event("CREATE_IN_PROGRESS", resource_status_reason="User Initiated")
    try:
        stack.create_resources()
    except Exception as error:
        roll_back_creation(backend, stack, error)
        raise
