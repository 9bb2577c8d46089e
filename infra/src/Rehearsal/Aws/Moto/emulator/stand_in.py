"""The CloudFormation model of resource types that moto lacks. It proves the wiring; resource_checks.py checks the properties."""

import uuid
from typing import Any

from moto.core.common_models import CloudFormationModel


class StandIn(CloudFormationModel):
    """Records its properties. Every attribute has a value: the real one, or a readable made-up one."""

    resource_type = ""
    name_property: str | None = None
    by_id: dict[str, "StandIn"] = {}

    def __init__(self, name: str, properties: dict[str, Any], account: str, region: str, stack: str, logical_id: str):
        service, kind = self.resource_type.split("::")[1:]
        self.name = name
        self.properties = properties
        self.account, self.region, self.stack, self.logical_id = account, region, stack, logical_id
        self.attributes: dict[str, str] = {"Arn": f"arn:aws:{service.lower()}:{region}:{account}:{kind.lower()}/{name}"}
        self.id = name

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.resource_type

    @classmethod
    def cloudformation_name_type(cls) -> str:
        return cls.name_property or ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute_name: str) -> str:
        if attribute_name == "Name":
            return self.name
        return self.attributes.get(attribute_name, f"{self.name}.{attribute_name}")

    @property
    def physical_resource_id(self) -> str:
        return self.id

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str, **kwargs: Any
    ) -> "StandIn":
        stack = kwargs["StackId"].split("/")[1]
        logical_id = kwargs["LogicalId"]
        properties = cloudformation_json.get("Properties", {})
        name = properties.get(cls.name_property or "") or f"{stack}-{logical_id}-{uuid.uuid4().hex[:8]}"
        resource = cls(name, properties, account_id, region_name, stack, logical_id)
        resource.create()
        cls.by_id[resource.id] = resource
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource: "StandIn", new_resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str
    ) -> "StandIn":
        original_resource.properties = cloudformation_json.get("Properties", {})
        original_resource.update()
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str
    ) -> None:
        resource = cls.by_id.pop(resource_name, None)
        if resource:
            resource.remove()

    def create(self) -> None:
        ...

    def update(self) -> None:
        ...

    def remove(self) -> None:
        ...
