"""
Updates and deletes stacks as CloudFormation does: in dependency order, including the resources that refer to a changed one, and with a
rollback if an update fails. moto compares only the text of the templates, uses any order, and leaves a failed update unfinished.
A stack whose first creation fails is empty, and can only be deleted.
"""

from collections.abc import Iterator
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import ResourceMap

from .resource_types import check_types

# Types that CloudFormation replaces at every change: the new resource has a new physical id.
REPLACED = {"AWS::ECS::TaskDefinition"}

_create_stack = CloudFormationBackend.create_stack


def install() -> None:
    CloudFormationBackend.create_stack = _create
    Stack.update = _update
    ResourceMap.delete = _delete


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
    for export in [export for export in backend.exports.values() if export.exporting_stack_id == stack.stack_id]:
        del backend.exports[export.name]
    stack._add_stack_event("ROLLBACK_IN_PROGRESS", resource_status_reason=str(error))
    stack.resource_map.delete()
    # moto creates a missing resource on access.
    stack.resource_map._resource_json_map = {}
    stack.output_map._output_json_map = {}
    stack.status = "ROLLBACK_COMPLETE"
    stack._add_stack_event(stack.status)


def _update(self: Stack, template: str, role_arn: str | None = None, parameters: dict[str, Any] | None = None, tags: Any = None) -> None:
    if self.status == "ROLLBACK_COMPLETE":
        raise ValidationError(message=f"Stack:{self.stack_id} is in ROLLBACK_COMPLETE state and can not be updated.")
    check_types(self.parse_template(template))
    before = self.template
    deployed = _resolved(self.resource_map)
    self._add_stack_event("UPDATE_IN_PROGRESS", resource_status_reason="User Initiated")
    try:
        _apply(self, template, deployed)
        self.status = "UPDATE_COMPLETE"
    except Exception as error:
        self._add_stack_event("UPDATE_ROLLBACK_IN_PROGRESS", resource_status_reason=str(error))
        _apply(self, before, _resolved(self.resource_map, only=deployed))
        self.status = "UPDATE_ROLLBACK_COMPLETE"
    self._add_stack_event(self.status)
    self.role_arn = role_arn
    self.output_map = self._create_output_map()


def _delete(self: ResourceMap) -> None:
    for name in reversed(_in_dependency_order(self._resource_json_map)):
        json = self._resource_json_map[name]
        if name in self._parsed_resources and json.get("DeletionPolicy") != "Retain":
            self._delete_resource(self._parsed_resources[name], json)
            del self._parsed_resources[name]


def _resolved(resources: ResourceMap, only: dict[str, Any] | None = None) -> dict[str, Any]:
    """Gets the properties of each resource, with their references resolved."""
    names = [name for name in resources._resource_json_map if name in resources._parsed_resources and (only is None or name in only)]
    return {name: _properties(resources, name) for name in names}


def _properties(resources: ResourceMap, name: str) -> Any:
    parsed = parsing.parse_resource(resources._resource_json_map[name], resources)
    return parsed[1]["Properties"] if parsed else None


def _apply(stack: Stack, template: str, deployed: dict[str, Any]) -> None:
    resources = stack.resource_map
    previous = dict(resources._resource_json_map)
    stack.template = template
    stack._parse_template()
    resources._template = stack.template_dict
    resources.load_mapping()
    resources.load_parameters()
    resources.load_conditions()
    resources._resource_json_map = stack.template_dict["Resources"]

    for name in _in_dependency_order(resources._resource_json_map):
        if name not in resources._parsed_resources:
            resources[name]
        elif _properties(resources, name) != deployed.get(name):
            _change(resources, name)

    for name in [name for name in previous if name not in resources._resource_json_map]:
        resource = resources._parsed_resources.pop(name, None)
        if resource is not None:
            resources._delete_resource(resource, previous[name])


def _change(resources: ResourceMap, name: str) -> None:
    json = resources._resource_json_map[name]
    if json["Type"] in REPLACED:
        del resources._parsed_resources[name]
        resources[name]
    else:
        changed = parsing.parse_and_update_resource(
            name, json, resources, account_id=resources._account_id, region_name=resources._region_name
        )
        if changed is not None:
            resources._parsed_resources[name] = changed


def _in_dependency_order(resources: dict[str, Any]) -> list[str]:
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in resources and name not in ordered:
            for dependency in _references(resources[name]):
                if dependency != name:
                    visit(dependency)
            ordered[name] = None

    for name in resources:
        visit(name)
    return list(ordered)


def _references(value: Any) -> Iterator[str]:
    """Finds the resources that a part of a template refers to."""
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            # Container definitions have a DependsOn, too. It is a list of objects and refers to no resources.
            if key in ("Ref", "DependsOn") and isinstance(item, str):
                yield item
            elif key == "DependsOn":
                yield from (name for name in item if isinstance(name, str))
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.split(".")[0]
            else:
                yield from _references(item)
