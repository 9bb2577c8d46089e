"""
Gives target groups the settings in their template, such as the deregistration delay: moto keeps the defaults. Also adds the attributes that
templates refer to.
"""

from typing import Any

from moto.elbv2.models import FakeTargetGroup


def install() -> None:
    create = FakeTargetGroup.create_from_cloudformation_json.__func__

    def create_with_attributes(
        cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> Any:
        group = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        group.attributes.update(
            {attribute["Key"]: attribute["Value"] for attribute in cloudformation_json["Properties"].get("TargetGroupAttributes", [])}
        )
        return group

    FakeTargetGroup.create_from_cloudformation_json = classmethod(create_with_attributes)
    FakeTargetGroup.get_cfn_attribute = _attribute


def _attribute(self: FakeTargetGroup, attribute_name: str) -> str:
    return {"TargetGroupArn": self.arn, "TargetGroupFullName": self.arn.split(":")[-1], "TargetGroupName": self.name}[attribute_name]
