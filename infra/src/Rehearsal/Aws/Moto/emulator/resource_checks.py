"""
Refuses a resource that CloudFormation or the service behind it would refuse, before anything is created or changed for it. moto and the
stand-ins accept any properties. Also names the resource in every error that fails a stack, in its message and in the stack's events.
"""

import traceback
from collections.abc import Callable
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.parsing import ResourceMap
from moto.core.exceptions import ServiceException

from . import documented_limits, dynamic_references, identifiers, quotas, schemas, service_models, stack_events
from .finding import Finding
from .inventory import Accepted, accept, others


class ResourceRefused(ValidationError):
    def __init__(self, findings: list[Finding]):
        super().__init__(message=dynamic_references.hide("; ".join(map(str, findings))))


class ResourceFailed(ValidationError):
    """The failure of a stack, with the resource that caused it."""


def install() -> None:
    resolve = parsing.parse_resource_and_generate_name

    def resolve_and_check(logical_id: str, resource_json: dict[str, Any], resources: ResourceMap) -> Any:
        resolved = resolve(logical_id, resource_json, resources)
        if resolved:
            _check(Accepted(resources.stack_id, logical_id, resource_json["Type"], resolved[1]["Properties"]), resources)
        return resolved

    parsing.parse_resource_and_generate_name = resolve_and_check
    parsing.parse_and_create_resource = naming_the_resource(parsing.parse_and_create_resource, "CREATE_FAILED")
    parsing.parse_and_update_resource = naming_the_resource(parsing.parse_and_update_resource, "UPDATE_FAILED")


def _check(resource: Accepted, resources: ResourceMap) -> None:
    resource_type, properties, region = resource.resource_type, resource.properties, resources._region_name
    findings: list[Finding] = []
    for found in (
        documented_limits.check(resource_type, properties),
        service_models.check(resource_type, properties),
        schemas.check(resource_type, properties, region),
    ):
        # The schema often repeats what the service's documentation says.
        reported = {finding.path for finding in findings if finding.path}
        findings += [finding for finding in found if finding.path not in reported]
    # The checks against other resources rely on valid properties.
    if not findings:
        findings = _check_against_others(resource, resources)
    if findings:
        raise ResourceRefused(findings)
    accept(resources, resource)


def _check_against_others(resource: Accepted, resources: ResourceMap) -> list[Finding]:
    existing = list(others(resources, resource))
    findings = quotas.check_rules(resource, existing)
    if resource.logical_id not in resources._parsed_resources:
        findings += identifiers.check(resource, existing, resources._region_name)
        findings += quotas.check_count(resource, existing, resources._account_id, resources._region_name)
    return findings


def naming_the_resource(change: Callable[..., Any], status: str) -> Callable[..., Any]:
    def change_and_name(logical_id: str, resource_json: dict[str, Any], resources: ResourceMap, account_id: str, region_name: str) -> Any:
        try:
            return change(logical_id, resource_json, resources, account_id=account_id, region_name=region_name)
        except ResourceFailed:
            # This resource refers to the one that failed.
            raise
        except Exception as error:
            if not isinstance(error, (ServiceException, RuntimeError)):
                traceback.print_exc()
            message = f"{logical_id} ({resource_json['Type']}): {text_of(error)}"
            stack_events.record(resources, logical_id, resource_json["Type"], status, message)
            raise ResourceFailed(message=message) from error

    return change_and_name


def text_of(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return f"{type(error).__name__}: {text}" if isinstance(error, LookupError) else text
