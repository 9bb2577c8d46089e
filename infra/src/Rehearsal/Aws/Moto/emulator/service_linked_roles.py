"""Refuses a service-linked role that already exists with IAM's error message. moto's message differs."""

from moto.iam.exceptions import EntityAlreadyExists, InvalidInput
from moto.iam.models import IAMBackend, Role

_create = IAMBackend.create_service_linked_role


def install() -> None:
    IAMBackend.create_service_linked_role = _create_once


def _create_once(self: IAMBackend, service_name: str, description: str, suffix: str) -> Role:
    try:
        return _create(self, service_name, description, suffix)
    except EntityAlreadyExists:
        raise InvalidInput(f"Service role name of {service_name} has been taken in this account, please try a different suffix.")
