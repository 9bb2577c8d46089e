"""
Exports of stacks: an import protects them, as in CloudFormation. moto takes them from a stack when it's created, and never updates them.
"""

from collections.abc import Iterator
from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import Export, clean_json


def replace(backend: CloudFormationBackend, stack: Stack) -> None:
    """Gives a stack the exports of its template. Raises an error if that removes or changes one that another stack imports."""
    current = {export.name: export for export in stack.exports}
    for export in _of(backend, stack):
        if export.name not in current:
            _refuse(f"Export {export.name} cannot be deleted", importers(backend, stack, export))
        elif current[export.name].value != export.value:
            _refuse(f"Export {export.name} cannot be updated", importers(backend, stack, export))
    for name in current:
        other = backend.exports.get(name)
        if other and other.exporting_stack_id != stack.stack_id:
            exporter = other.exporting_stack_id.split("/")[1]
            raise ValidationError(message=f"Export with name {name} is already exported by stack {exporter}.")
    forget(backend, stack)
    backend.exports.update(current)


def forget(backend: CloudFormationBackend, stack: Stack) -> None:
    for export in _of(backend, stack):
        del backend.exports[export.name]


def in_use(backend: CloudFormationBackend, stack: Stack) -> str | None:
    """Gets the reason why a stack can't be deleted: one of its exports and the stacks that import it."""
    for export in _of(backend, stack):
        names = importers(backend, stack, export)
        if names:
            return f"Cannot delete export {export.name} as it is in use by {', '.join(names)}."
    return None


def importers(backend: CloudFormationBackend, stack: Stack, export: Export) -> list[str]:
    return [other.name for other in list(backend.stacks.values()) if other is not stack and export.name in _imports(other)]


def _refuse(problem: str, names: list[str]) -> None:
    if names:
        raise ValidationError(message=f"{problem} as it is in use by {', '.join(names)}")


def _of(backend: CloudFormationBackend, stack: Stack) -> list[Export]:
    return [export for export in backend.exports.values() if export.exporting_stack_id == stack.stack_id]


def _imports(stack: Stack) -> set[str]:
    # A stack whose creation failed holds nothing, whatever its template says.
    parts = (
        [] if stack.status == "ROLLBACK_COMPLETE" else [stack.template_dict.get("Resources", {}), stack.template_dict.get("Outputs", {})]
    )
    return {clean_json(name, stack.resource_map) for name in _import_functions(parts)}


def _import_functions(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _import_functions(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Fn::ImportValue":
                yield item
            else:
                yield from _import_functions(item)
