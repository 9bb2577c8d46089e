"""Gives templates the ARN of a log group as CloudFormation does: with :* at the end, so that a policy covers the group's streams."""

from moto.logs.models import LogGroup


def install() -> None:
    LogGroup.get_cfn_attribute = _attribute


def _attribute(self: LogGroup, attribute_name: str) -> str:
    return {"Arn": f"{self.arn}:*"}[attribute_name]
