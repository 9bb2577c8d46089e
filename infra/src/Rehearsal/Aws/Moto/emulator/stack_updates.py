"""
Creates and updates stacks as CloudFormation does: in dependency order, including the resources that refer to a changed one. A resource is
replaced if a create-only property changes: the new one is created first, and the old one is deleted once the rest has succeeded. A failed
update is rolled back. moto compares only the text of the templates, uses any order, changes everything in place or not at all, and leaves
a failed update unfinished. A stack whose first creation fails is empty, and can only be deleted. One that can't be rolled back takes no
update until its rollback is continued.
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
"""

from collections.abc import Callable
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack, cloudformation_backends
from moto.cloudformation.parsing import ResourceMap
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult

from . import capacity_providers, deletions, engine_versions, exports, inventory, replacements, stack_events
from .deletions import Deletion
from .dependencies import in_dependency_order
from .resource_checks import naming_the_resource, text_of
from .resource_types import check_types

REPLACEMENT = "Requested update requires the creation of a new physical resource; hence creating one."
UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")

_create_stack = CloudFormationBackend.create_stack


def install() -> None:
    CloudFormationBackend.create_stack = _create
    Stack.update = _update
    CloudFormationResponse.continue_update_rollback = _continue_update_rollback
    parsing.parse_resource_and_generate_name = _keeping_generated_names(parsing.parse_resource_and_generate_name)


def _create(self: CloudFormationBackend, name: str, **settings: Any) -> Stack:
    try:
        return _create_stack(self, name, **settings)
    except Exception as error:
        for stack in [
            stack for stack in self.stacks.values() if stack.name == name and stack.status in ("CREATE_PENDING", "CREATE_IN_PROGRESS")
        ]:
            roll_back_creation(self, stack, error)
        raise


def roll_back_creation(backend: CloudFormationBackend, stack: Stack, error: Exception) -> None:
    exports.forget(backend, stack)
    stack._add_stack_event("ROLLBACK_IN_PROGRESS", str(error))
    if deletions.delete_all(stack.resource_map):
        stack.status = "ROLLBACK_FAILED"
    else:
        # moto creates a missing resource on access.
        stack.resource_map._resource_json_map = {}
        stack.output_map._output_json_map = {}
        stack.status = "ROLLBACK_COMPLETE"
    stack._add_stack_event(stack.status)


def _update(self: Stack, template: str, role_arn: str | None = None, parameters: dict[str, Any] | None = None, tags: Any = None) -> None:
    if self.status not in UPDATABLE:
        raise ValidationError(message=f"Stack:{self.stack_id} is in {self.status} state and can not be updated.")
    _check_template(self, self.parse_template(template))
    backend = cloudformation_backends[self.account_id][self.region_name]
    # moto gives a stack that is created before the first export none at all.
    self.resource_map.cross_stack_resources = backend.exports
    update = Update(self)
    _progress(self, "UPDATE_IN_PROGRESS", "User Initiated")
    try:
        update.apply(template)
        self.output_map = self._create_output_map()
        exports.replace(backend, self)
    except Exception as error:
        _progress(self, "UPDATE_ROLLBACK_IN_PROGRESS", text_of(error))
        _roll_back(self, update, update.roll_back)
    else:
        _progress(self, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        update.clean_up()
        _progress(self, "UPDATE_COMPLETE")
    self.role_arn = role_arn


def _roll_back(stack: Stack, update: "Update", step: Callable[[], None]) -> None:
    try:
        step()
    except Exception as error:
        stack.unfinished = update
        _progress(stack, "UPDATE_ROLLBACK_FAILED", text_of(error))
        return
    _progress(stack, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    update.clean_up()
    stack.output_map = stack._create_output_map()
    _progress(stack, "UPDATE_ROLLBACK_COMPLETE")


def _continue_update_rollback(self: CloudFormationResponse) -> ActionResult:
    """Continues a failed rollback, without the resources to skip: they stay as they are, whatever the template says."""
    stack: Stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    if stack.status != "UPDATE_ROLLBACK_FAILED":
        raise ValidationError(message=f"Stack:{stack.stack_id} is in {stack.status} state and its rollback can not be continued.")
    update: Update = stack.unfinished
    skipped = self._get_param("ResourcesToSkip", [])
    for name in skipped:
        if name != update.restoring:
            raise ValidationError(message=f"{name} can not be skipped: it is not in the UPDATE_FAILED state because of the rollback.")
    _progress(stack, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated")
    _roll_back(stack, update, lambda: update.restore(skipped))
    return EmptyResult()


def _keeping_generated_names(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """moto generates another name for each change in place, and with it replaces the resource."""

    def resolve_and_keep_name(logical_id: str, resource_json: dict[str, Any], resources: ResourceMap) -> Any:
        resolved = resolve(logical_id, resource_json, resources)
        existing = resources._parsed_resources.get(logical_id)
        if not resolved or existing is None or parsing.resource_name_property_from_type(resource_json["Type"]) in resolved[1]["Properties"]:
            return resolved
        return (*resolved[:2], getattr(existing, "name", resolved[2]))

    return resolve_and_keep_name


def _progress(stack: Stack, status: str, reason: str | None = None) -> None:
    stack.status = status
    stack._add_stack_event(status, reason)


def _check_template(stack: Stack, template: dict[str, Any]) -> None:
    check_types(template)
    deployed = stack.template_dict["Resources"]
    changed = [name for name, json in template["Resources"].items() if name in deployed and deployed[name]["Type"] != json["Type"]]
    if changed:
        raise ValidationError(
            message="Update of resource type is not permitted. The new template modifies resource type of the following resources: "
            f"[{', '.join(changed)}]"
        )


class Update:
    """An update of a stack. It can be rolled back until the resources that it no longer needs are cleaned up."""

    def __init__(self, stack: Stack):
        self.stack = stack
        self.resources: ResourceMap = stack.resource_map
        self.template = stack.template
        self.before = dict(self.resources._resource_json_map)
        self.existing = {name: self.resources._parsed_resources[name] for name in self.before if name in self.resources._parsed_resources}
        self.accepted = dict(inventory.accepted(self.resources))
        self.properties = {name: self._resolved(name) for name in self.existing}
        # What is deployed now; None after a change that may have failed half-way.
        self.deployed: dict[str, Any] = dict(self.properties)
        self.deleted_first: set[str] = set()
        # Until they are deleted, these still have their names.
        self.leaving: list[Deletion] = []
        self.resources.leaving = self.leaving
        # The resource that a rollback has come to.
        self.restoring = ""

    def apply(self, template: str) -> None:
        self._load(template)
        wanted = self._wanted()
        for name in wanted:
            if name not in self.resources._parsed_resources:
                self.resources[name]
                self._record(name, "CREATE_COMPLETE")
            elif (properties := self._resolved(name)) != self.deployed.get(name, properties):
                self._change(name, properties)
        for name in self.existing:
            if name not in wanted:
                self.leaving.append(Deletion.of_removed(self.resources, name, self.before[name]))

    def roll_back(self) -> None:
        """Puts back the resources that were replaced or removed, changes the others back, and lets the new ones leave."""
        parsed = self.resources._parsed_resources
        kept = self.existing.keys() - {deletion.logical_id for deletion in self.leaving} - self.deleted_first
        made = [
            Deletion.of(self.resources, name, json, "Delete")
            for name, json in self.resources._resource_json_map.items()
            if name in parsed and name not in kept
        ]
        for deletion in self.leaving:
            parsed[deletion.logical_id] = deletion.resource
            self.deployed[deletion.logical_id] = self.properties[deletion.logical_id]
        inventory.accepted(self.resources).update(self.accepted)
        self.leaving.clear()
        for deletion in made:
            if deletion.logical_id in self.deleted_first:
                deletions.delete(self.resources, deletion)
            else:
                self.leaving.append(deletion)
        self._load(self.template)
        self.restore([])

    def restore(self, skipped: list[str]) -> None:
        """Makes the resources what the template before the update says. It can be repeated after a failure."""
        for name in self._wanted():
            self.restoring = name
            if name in skipped:
                self._record(name, "UPDATE_COMPLETE")
            elif name not in self.resources._parsed_resources:
                self.resources[name]
            elif self._resolved(name) != self.deployed[name]:
                self._change_in_place(name)

    def clean_up(self) -> None:
        """Deletes what is no longer needed, the resources that depend on others first. What can't be deleted stays, without the stack."""
        order = in_dependency_order({deletion.logical_id: deletion.json for deletion in self.leaving})
        for deletion in sorted(self.leaving, key=lambda deletion: order.index(deletion.logical_id), reverse=True):
            deletions.delete(self.resources, deletion)
        self.leaving.clear()

    def _load(self, template: str) -> None:
        self.stack.template = template
        self.stack._parse_template()
        self.resources._template = self.stack.template_dict
        self.resources.load_mapping()
        self.resources.load_parameters()
        self.resources.load_conditions()
        self.resources._resource_json_map = self.stack.template_dict["Resources"]

    def _wanted(self) -> list[str]:
        """Gets the resources of the template whose condition is true, in dependency order."""
        resources, conditions = self.resources._resource_json_map, self.resources.lazy_condition_map
        return [
            name
            for name in in_dependency_order(resources)
            if "Condition" not in resources[name] or conditions[resources[name]["Condition"]]
        ]

    def _resolved(self, name: str) -> Any:
        """Gets the properties of a resource in the template, with their references resolved."""
        parsed = parsing.parse_resource(self.resources._resource_json_map[name], self.resources)
        return parsed[1]["Properties"] if parsed else None

    def _change(self, name: str, properties: dict[str, Any]) -> None:
        if replacements.is_replaced(self.before[name]["Type"], self.deployed[name], properties, self.resources._region_name):
            self._call(naming_the_resource(self._replace, "UPDATE_FAILED"), name)
        else:
            self._change_in_place(name)

    def _replace(self, name: str, json: dict[str, Any], resources: ResourceMap, account_id: str, region_name: str) -> None:
        resource_type = json["Type"]
        kept_name = replacements.kept_name(resource_type, self.deployed[name], self._resolved(name), region_name)
        if kept_name:
            raise ValidationError(
                message="CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {kept_name} and update the stack again."
            )
        self._record(name, "UPDATE_IN_PROGRESS", REPLACEMENT)
        old = Deletion.of_replaced(resources, name, self.before[name])
        if replacements.is_deleted_first(resource_type, region_name):
            self.deleted_first.add(name)
            deletions.delete(resources, old)
        else:
            self.leaving.append(old)
        resources[name]
        self._record(name, "UPDATE_COMPLETE")

    def _change_in_place(self, name: str) -> None:
        self._call(naming_the_resource(self._refuse, "UPDATE_FAILED"), name)
        self.deployed[name] = None
        changed = self._call(parsing.parse_and_update_resource, name)
        if changed is not None:
            self.resources._parsed_resources[name] = changed
        self.deployed[name] = self._resolved(name)
        self._record(name, "UPDATE_COMPLETE")

    def _refuse(self, name: str, json: dict[str, Any], *_: Any, **__: Any) -> None:
        for rule in (engine_versions, capacity_providers):
            if refusal := rule.refusal(json["Type"], self.deployed[name] or {}, self._resolved(name)):
                raise ValidationError(message=refusal)

    def _record(self, name: str, status: str, reason: str | None = None) -> None:
        stack_events.record(self.resources, name, self.resources._resource_json_map[name]["Type"], status, reason)

    def _call(self, change: Callable[..., Any], name: str) -> Any:
        resources = self.resources
        json = resources._resource_json_map[name]
        return change(name, json, resources, account_id=resources._account_id, region_name=resources._region_name)
