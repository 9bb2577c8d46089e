"""The resource types that moto lacks or supports only in part, and the models that replace them."""

from collections.abc import Iterable
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import ChangeSet, Stack

from .alarms import Alarm
from .identity_providers import OidcProvider
from .running import Running
from .secrets_manager import Secret, SecretTargetAttachment
from .stand_in import StandIn

# Nothing has to run for these types, so they are only recorded, after resource_checks.py has checked their properties. The value is the
# property with a resource's name, if there is one.
RECORDED = {
    "AWS::Amplify::Domain": None,
    "AWS::ApiGateway::Account": None,
    "AWS::ApiGateway::Stage": "StageName",
    "AWS::ApiGatewayV2::Api": None,
    "AWS::ApiGatewayV2::Integration": None,
    "AWS::ApiGatewayV2::Route": None,
    "AWS::ApiGatewayV2::Stage": "StageName",
    "AWS::ApplicationAutoScaling::ScalingPolicy": None,
    "AWS::CDK::Metadata": None,
    "AWS::CloudFront::VpcOrigin": None,
    "AWS::CodeBuild::Project": "Name",
    "AWS::CodeCommit::Repository": "RepositoryName",
    "AWS::CodePipeline::Pipeline": "Name",
    "AWS::EC2::SecurityGroupEgress": None,
    # moto has no prefix lists, and the rehearsal blocks no traffic.
    "AWS::EC2::SecurityGroupIngress": None,
    "AWS::ECS::ClusterCapacityProviderAssociations": None,
    "AWS::ElastiCache::ParameterGroup": "CacheParameterGroupName",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
    "AWS::Lambda::Alias": None,
    "AWS::Lambda::Url": None,
    "AWS::RDS::DBClusterParameterGroup": "DBClusterParameterGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::S3::BucketPolicy": None,
    "AWS::SecretsManager::ResourcePolicy": None,
    "AWS::SecretsManager::RotationSchedule": None,
    "AWS::SNS::Subscription": None,
    "AWS::SNS::TopicPolicy": None,
    "AWS::SQS::QueuePolicy": None,
    "AWS::SSM::Association": None,
}

# Its function does not run: nothing here runs functions.
CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource"

# These types really run: the rehearsal's handlers start them and return their attributes, such as an address.
RUNNING = {
    "AWS::Amplify::App": "Name",
    "AWS::Amplify::Branch": "BranchName",
    "AWS::ApplicationAutoScaling::ScalableTarget": None,
    "AWS::CertificateManager::Certificate": "DomainName",
    "AWS::CloudFront::Distribution": None,
    "AWS::ECS::Service": "ServiceName",
    "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
}


def install() -> None:
    models = [
        *(_model(StandIn, *entry) for entry in RECORDED.items()),
        *(_model(Running, *entry) for entry in RUNNING.items()),
        _model(OidcProvider, "AWS::IAM::OIDCProvider", None),
        _model(Alarm, "AWS::CloudWatch::Alarm", "AlarmName"),
        _model(Secret, "AWS::SecretsManager::Secret", "Name"),
        _model(SecretTargetAttachment, "AWS::SecretsManager::SecretTargetAttachment", None),
    ]
    # moto would call the function of a custom resource in a container, and leave the stack unfinished where it can't.
    parsing.CustomModel = _model(StandIn, CUSTOM_RESOURCE, None)
    models.append(parsing.CustomModel)
    # If a type has two models, the later one applies.
    model_list = parsing.get_model_list
    parsing.get_model_list = lambda: [*model_list(), *models]
    for model in (Stack, ChangeSet):
        _refuse_unknown_types(model)


def unknown(types: Iterable[str]) -> list[str]:
    """Finds the types that neither moto nor this file knows."""
    known = {*parsing.get_model_map(), *parsing.NULL_MODELS}
    return sorted(name for name in {*types} - known if not name.startswith("Custom::"))


def check_types(template: dict[str, Any]) -> None:
    """Refuses unknown types, as CloudFormation does before it changes anything: moto would skip them."""
    refused = unknown(resource["Type"] for resource in template.get("Resources", {}).values())
    if refused:
        raise ValidationError(
            message=f"Template format error: Unrecognized resource types: [{', '.join(refused)}]."
            " If nothing has to run for them, add them to RECORDED in infra/src/Rehearsal/Aws/Moto/emulator/resource_types.py."
        )


def _refuse_unknown_types(model: Any) -> None:
    parse = model._parse_template

    def parse_and_check(self: Any) -> None:
        parse(self)
        check_types(self.template_dict)

    model._parse_template = parse_and_check


def _model(base: type[StandIn], resource_type: str, name_property: str | None) -> type[StandIn]:
    return type(resource_type.replace("::", ""), (base,), {"resource_type": resource_type, "name_property": name_property})
