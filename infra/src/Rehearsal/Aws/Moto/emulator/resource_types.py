"""The resource types that moto lacks or supports only in part, and the models that replace them."""

from typing import Any

import moto.cloudformation.parsing as parsing

from .alarms import Alarm
from .running import Running
from .secrets_manager import Secret, SecretTargetAttachment
from .stand_in import StandIn

# Kept on record, with the property that names a resource of the type where there is one. What moto lacks and nobody names here is too.
RECORDED = {
    "AWS::CodeBuild::Project": "Name",
    "AWS::CodePipeline::Pipeline": "Name",
    # moto knows no prefix lists, and here nobody is kept out.
    "AWS::EC2::SecurityGroupIngress": None,
    "AWS::ElastiCache::ParameterGroup": "CacheParameterGroupName",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
    "AWS::RDS::DBClusterParameterGroup": "DBClusterParameterGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
}

# Behind these something really runs: the rehearsal is asked to start it, and tells where it answers.
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
        _model(Alarm, "AWS::CloudWatch::Alarm", "AlarmName"),
        _model(Secret, "AWS::SecretsManager::Secret", "Name"),
        _model(SecretTargetAttachment, "AWS::SecretsManager::SecretTargetAttachment", None),
    ]
    # Of two models of one type the later counts.
    model_list = parsing.get_model_list
    parsing.get_model_list = lambda: [*model_list(), *models]
    _record_the_rest()


def _record_the_rest() -> None:
    """moto skips what it does not know, and all that refers to it finds nothing."""
    class_from_type = parsing.resource_class_from_type

    def find(resource_type: str) -> Any:
        known = parsing.get_model_map()
        if resource_type.startswith("AWS::") and resource_type not in known and resource_type not in parsing.NULL_MODELS:
            known[resource_type] = _model(StandIn, resource_type, None)
        return class_from_type(resource_type)

    parsing.resource_class_from_type = find


def _model(base: type[StandIn], resource_type: str, name_property: str | None) -> type[StandIn]:
    return type(resource_type.replace("::", ""), (base,), {"resource_type": resource_type, "name_property": name_property})
