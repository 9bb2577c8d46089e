"""Reports load balancers, listeners and rules to the rehearsal, which serves their requests: moto only records them."""

from typing import Any

from moto.elbv2.models import FakeListener, FakeListenerRule, FakeLoadBalancer, elbv2_backends

from .callback import call_handler


def install() -> None:
    for model in (FakeLoadBalancer, FakeListener, FakeListenerRule):
        _report_creations(model)
    for model in (FakeListener, FakeListenerRule):
        _report_updates(model)
    FakeListenerRule.delete = _delete_rule
    _add_full_name()


def _report_creations(model: Any) -> None:
    create = model.create_from_cloudformation_json.__func__

    def create_and_report(cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any) -> Any:
        resource = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        resource.stack = kwargs["StackId"].split("/")[1]
        attributes = call_handler(
            model.cloudformation_type(),
            "create",
            resource.stack,
            kwargs["LogicalId"],
            resource.physical_resource_id,
            cloudformation_json["Properties"],
        )["attributes"]
        if "DNSName" in attributes:
            resource.dns_name = attributes["DNSName"]
        return resource

    model.create_from_cloudformation_json = classmethod(create_and_report)


def _report_updates(model: Any) -> None:
    update = model.update_from_cloudformation_json.__func__

    def update_and_report(
        cls: type, original_resource: Any, new_resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
    ) -> Any:
        stack, logical_id = original_resource.stack, original_resource.logical_resource_id
        resource = update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name)
        resource.stack = stack
        call_handler(model.cloudformation_type(), "update", stack, logical_id, new_resource_name, cloudformation_json["Properties"])
        return resource

    model.update_from_cloudformation_json = classmethod(update_and_report)


def _delete_rule(self: FakeListenerRule, account_id: str, region_name: str) -> None:
    elbv2_backends[account_id][region_name].delete_rule(self.arn)
    call_handler(self.cloudformation_type(), "delete", self.stack, self.logical_resource_id, self.arn, {})


def _add_full_name() -> None:
    """Adds LoadBalancerFullName, which metrics identify a load balancer by. moto lacks it."""
    get_attribute = FakeLoadBalancer.get_cfn_attribute

    def get(self: FakeLoadBalancer, attribute_name: str) -> Any:
        return self.arn.split(":loadbalancer/")[1] if attribute_name == "LoadBalancerFullName" else get_attribute(self, attribute_name)

    FakeLoadBalancer.get_cfn_attribute = get
