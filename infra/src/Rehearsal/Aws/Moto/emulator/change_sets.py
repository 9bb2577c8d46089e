"""
Executes and deletes change sets as CloudFormation does. moto creates stacks without resources and outputs, confuses change sets with the
same name, and fails to delete one that does not exist.
"""

from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Stack

from .stack_updates import roll_back_creation


def install() -> None:
    CloudFormationBackend.execute_change_set = _execute
    CloudFormationBackend.delete_change_set = _delete


def _execute(self: CloudFormationBackend, change_set_name: str, stack_name: str | None = None) -> None:
    change_set = _find(self, change_set_name, stack_name)
    if change_set.change_set_type == "CREATE":
        _create(self, change_set)
    else:
        change_set.stack.update(change_set.template, change_set.role_arn, parameters=change_set.parameters, tags=change_set.tags)
    change_set.execution_status = "EXECUTE_COMPLETE"


def _delete(self: CloudFormationBackend, change_set_name: str) -> None:
    """Deletes a change set, and ignores one that does not exist."""
    self.change_sets.pop(change_set_name, None)


def _find(backend: CloudFormationBackend, name: str, stack_name: str | None) -> ChangeSet:
    if name in backend.change_sets:
        return backend.change_sets[name]
    matching = [
        change_set
        for change_set in backend.change_sets.values()
        if change_set.change_set_name == name and stack_name in (change_set.stack_name, change_set.stack_id)
    ]
    return matching[-1]


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
