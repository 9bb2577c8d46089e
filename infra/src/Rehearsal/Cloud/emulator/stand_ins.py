"""CloudFormation models for the resource types that moto does not have: they prove the wiring, not the properties."""

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

import moto.cloudformation.parsing as parsing
from moto.core.common_models import CloudFormationModel
from moto.elbv2.models import FakeLoadBalancer
from moto.secretsmanager.models import secretsmanager_backends

# The property that names a resource of the type, where there is one.
RECORDED = {
    "AWS::CodeBuild::Project": "Name",
    "AWS::CodePipeline::Pipeline": "Name",
    "AWS::EC2::SecurityGroupEgress": None,
    "AWS::ECS::ClusterCapacityProviderAssociations": None,
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::S3::BucketPolicy": None,
}

# Behind these something really runs: the rehearsal is asked to start it, and tells where it answers.
RUNNING = {
    "AWS::Amplify::App": "Name",
    "AWS::Amplify::Branch": "BranchName",
    "AWS::ECS::Service": "ServiceName",
    "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
}

# Long enough to build and start a service.
CALLBACK_TIMEOUT_SECONDS = 900


class StandIn(CloudFormationModel):
    """Records what it is given; answers every attribute with a readable made-up value."""

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

    def create(self) -> None: ...

    def update(self) -> None: ...

    def remove(self) -> None: ...


class Running(StandIn):
    """Starts, changes and stops with the rehearsal's help; an error there fails the stack."""

    rehearsal: str

    def create(self) -> None:
        self._tell("create")

    def update(self) -> None:
        self._tell("update")

    def remove(self) -> None:
        self._tell("delete")

    def _tell(self, action: str) -> None:
        answer = tell(
            self.rehearsal,
            {"type": self.resource_type, "action": action, "stack": self.stack, "logicalId": self.logical_id, "name": self.name, "properties": self.properties},
        )
        self.id = answer.get("id") or self.id
        self.attributes.update(answer.get("attributes") or {})


class Secret(StandIn):
    """A secret in moto's own Secrets Manager, made by its own generator."""

    def create(self) -> None:
        backend = secretsmanager_backends[self.account][self.region]
        created = backend.create_secret(
            name=self.name, secret_string=self._text(backend), secret_binary=None, description=self.properties.get("Description"),
            tags=None, kms_key_id=None, client_request_token=None, replica_regions=[], force_overwrite=False,
        )
        self.id = json.loads(created)["ARN"] if isinstance(created, str) else created["ARN"]
        self.attributes["Id"] = self.id

    def _text(self, backend: Any) -> str:
        generate = self.properties.get("GenerateSecretString")
        if generate is None:
            return self.properties.get("SecretString", "")
        password = backend.get_random_password(
            password_length=int(generate.get("PasswordLength", 32)),
            exclude_characters=generate.get("ExcludeCharacters", ""),
            exclude_numbers=_flag(generate, "ExcludeNumbers"),
            exclude_punctuation=_flag(generate, "ExcludePunctuation"),
            exclude_uppercase=_flag(generate, "ExcludeUppercase"),
            exclude_lowercase=_flag(generate, "ExcludeLowercase"),
            include_space=_flag(generate, "IncludeSpace"),
            require_each_included_type=True,
        )
        password = json.loads(password)["RandomPassword"] if password.startswith("{") else password
        if "GenerateStringKey" not in generate:
            return password
        return json.dumps({**json.loads(generate.get("SecretStringTemplate", "{}")), generate["GenerateStringKey"]: password})


class SecretTargetAttachment(StandIn):
    """Adds to a secret where its database answers, as AWS does."""

    def create(self) -> None:
        cluster = StandIn.by_id[self.properties["TargetId"]]
        backend = secretsmanager_backends[self.account][self.region]
        secret_id = self.properties["SecretId"]
        secret = json.loads(backend.get_secret_value(secret_id=secret_id, version_id=None, version_stage=None)["SecretString"])
        secret |= {
            "engine": "postgres",
            "host": cluster.attributes["Endpoint.Address"],
            "port": int(cluster.attributes["Endpoint.Port"]),
            "dbname": cluster.properties.get("DatabaseName", "postgres"),
            "dbClusterIdentifier": cluster.name,
        }
        backend.put_secret_value(secret_id=secret_id, secret_string=json.dumps(secret), secret_binary=None, client_request_token=None, version_stages=["AWSCURRENT"])
        self.id = secret_id


def _flag(properties: dict[str, Any], name: str) -> bool:
    return str(properties.get(name, False)).lower() == "true"


def tell(rehearsal: str, message: dict[str, Any]) -> dict[str, Any]:
    """Asks the rehearsal; its refusal is a sentence for people."""
    request = urllib.request.Request(f"{rehearsal}/resources", json.dumps(message, default=str).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=CALLBACK_TIMEOUT_SECONDS) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode()) from None


def _model(base: type[StandIn], resource_type: str, name_property: str | None) -> type[StandIn]:
    return type(resource_type.replace("::", ""), (base,), {"resource_type": resource_type, "name_property": name_property})


def install(rehearsal: str) -> None:
    Running.rehearsal = rehearsal
    models = [
        *(_model(StandIn, *entry) for entry in RECORDED.items()),
        *(_model(Running, *entry) for entry in RUNNING.items()),
        _model(Secret, "AWS::SecretsManager::Secret", "Name"),
        _model(SecretTargetAttachment, "AWS::SecretsManager::SecretTargetAttachment", None),
    ]
    # Of two models of one type the later counts.
    model_list = parsing.get_model_list
    parsing.get_model_list = lambda: [*model_list(), *models]
    _answer_load_balancers(rehearsal)


def _answer_load_balancers(rehearsal: str) -> None:
    """moto has load balancers, but its DNS names lead nowhere."""
    create = FakeLoadBalancer.create_from_cloudformation_json.__func__

    def create_and_ask(cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any) -> Any:
        balancer = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        stack = kwargs["StackId"].split("/")[1]
        message = {"type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "action": "create", "stack": stack, "logicalId": kwargs["LogicalId"], "name": balancer.name, "properties": {}}
        balancer.dns_name = tell(rehearsal, message)["attributes"]["DNSName"]
        return balancer

    FakeLoadBalancer.create_from_cloudformation_json = classmethod(create_and_ask)
