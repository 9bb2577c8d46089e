"""Creates parameters of Parameter Store that have no name in their template, or tags: moto fails to."""

from typing import Any

from moto.ssm.models import Parameter


def install() -> None:
    create = Parameter.create_from_cloudformation_json.__func__

    def create_any(cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any) -> Parameter:
        properties = {"Name": resource_name, **cloudformation_json["Properties"]}
        # A map in the template, and a list in the service's API.
        properties["Tags"] = [{"Key": key, "Value": value} for key, value in properties.get("Tags", {}).items()]
        resource = {**cloudformation_json, "Properties": properties}
        return create(cls, resource_name, resource, account_id, region_name, **kwargs)

    Parameter.create_from_cloudformation_json = classmethod(create_any)
