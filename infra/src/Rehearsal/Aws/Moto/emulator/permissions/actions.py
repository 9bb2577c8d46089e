"""
Which permissions a call needs: IAM's action, the resource, and the context that conditions may use. Most actions have the operation's name.
The Service Authorization Reference has a page for each service.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from moto.cloudformation.models import cloudformation_backends
from moto.ecs.models import ecs_backends
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends

from .calls import Call

FILE = "infra/src/Rehearsal/Aws/Moto/emulator/permissions/actions.py"


@dataclass(frozen=True)
class Permission:
    action: str
    resource: str
    context: dict[str, str] = field(default_factory=dict)


class UnmappedCall(Exception):
    """The table below has no permissions for the call."""

    def __init__(self, call: Call):
        super().__init__(
            f"The rehearsal doesn't know which permissions {call.operation} of the service {call.service} needs: add it to {FILE}."
        )


Account = str
Needs = Callable[[Call, Account], Iterable[Permission]]


def permissions(call: Call, account: Account) -> list[Permission]:
    """The permissions that a call needs. Raises UnmappedCall."""
    needs = NEEDS.get((call.service, call.operation))
    if needs is None:
        raise UnmappedCall(call)
    return list(needs(call, account))


def _arn(call: Call, account: Account, resource: str) -> str:
    return f"arn:aws:{call.service}:{call.region}:{account}:{resource}"


def _nothing(call: Call, account: Account) -> Iterable[Permission]:
    return []


def _everything(prefix: str) -> Needs:
    """An action of the operation's name, without resource-level permissions."""
    return lambda call, account: [Permission(f"{prefix}:{call.operation}", "*")]


def _assume_role(call: Call, account: Account) -> Iterable[Permission]:
    context = {"sts:RoleSessionName": call.parameters.get("RoleSessionName", "")}
    if "ExternalId" in call.parameters:
        context["sts:ExternalId"] = call.parameters["ExternalId"]
    arn = call.parameters["RoleArn"]
    role = next((role for role in iam_backends[account]["aws"].roles.values() if role.arn == arn), None)
    for tag in role.tags if role else []:
        context[f"iam:ResourceTag/{tag['Key']}"] = tag["Value"]
    yield Permission("sts:AssumeRole", arn, context)


def _parameter(call: Call, account: Account) -> Iterable[Permission]:
    names = call.parameters.get("Names") or [call.parameters["Name"]]
    for name in names:
        yield Permission(f"ssm:{call.operation}", _arn(call, account, f"parameter/{name.lstrip('/')}"))


def _stack(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission(f"cloudformation:{call.operation}", _stack_arn(call, account))


def _new_change_set(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission("cloudformation:CreateChangeSet", _stack_arn(call, account))
    if "RoleARN" in call.parameters:
        yield _pass(call.parameters["RoleARN"], "cloudformation.amazonaws.com")


def _template_summary(call: Call, account: Account) -> Iterable[Permission]:
    named = "StackName" in call.parameters
    yield Permission("cloudformation:GetTemplateSummary", _stack_arn(call, account) if named else "*")


def _stack_arn(call: Call, account: Account) -> str:
    """The ARN of a stack, which the call gives by name or ID, or with a change set. A new stack has no ID yet."""
    name = call.parameters.get("StackName")
    stacks = cloudformation_backends[account][call.region].stacks.values()
    if name is None and call.parameters.get("ChangeSetName", "").startswith("arn:"):
        change_set = cloudformation_backends[account][call.region].change_sets.get(call.parameters["ChangeSetName"])
        name = change_set.stack_id if change_set else None
    if name is None:
        return _arn(call, account, "stack/*/*")
    if name.startswith("arn:"):
        return name
    return next((stack.stack_id for stack in stacks if stack.name == name), _arn(call, account, f"stack/{name}/*"))


def _pass(role: str, service: str) -> Permission:
    return Permission("iam:PassRole", role, {"iam:PassedToService": service})


def _bucket(action: str) -> Needs:
    def needs(call: Call, account: Account) -> Iterable[Permission]:
        prefix = call.parameters.get("Prefix")
        context = {"s3:prefix": prefix} if prefix and action == "s3:ListBucket" else {}
        yield Permission(action, _bucket_arn(call), context)

    return needs


def _read_object(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission("s3:GetObject", _object_arn(call))
    bucket = s3_backends[account]["aws"].buckets.get(call.parameters["Bucket"])
    key = bucket and bucket.keys.get(call.parameters["Key"])
    if bucket and not key:
        # Without this permission, S3 doesn't tell that the object is missing.
        yield Permission("s3:ListBucket", _bucket_arn(call))
    key_id = getattr(key, "kms_key_id", None)
    if key_id:
        yield _use_key("kms:Decrypt", call, account, key_id)


def _read_artifact(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission("s3:GetObject", _object_arn(call))
    yield Permission("s3:GetObjectVersion", _object_arn(call))
    key_id = _default_key(call, account)
    if key_id:
        yield _use_key("kms:Decrypt", call, account, key_id)


def _write_object(call: Call, account: Account) -> Iterable[Permission]:
    context = {}
    if "IfNoneMatch" in call.parameters:
        context["s3:if-none-match"] = call.parameters["IfNoneMatch"]
    if "ServerSideEncryption" in call.parameters:
        context["s3:x-amz-server-side-encryption"] = call.parameters["ServerSideEncryption"]
    yield Permission("s3:PutObject", _object_arn(call), context)
    key_id = _default_key(call, account)
    if key_id:
        yield _use_key("kms:GenerateDataKey", call, account, key_id)
        if call.operation != "PutObject":
            yield _use_key("kms:Decrypt", call, account, key_id)


def _default_key(call: Call, account: Account) -> str | None:
    """The KMS key of a bucket. The AWS managed key for S3 doesn't count: it lets everyone in who may use the bucket."""
    bucket = s3_backends[account]["aws"].buckets.get(call.parameters["Bucket"])
    rule = (bucket.encryption or {}).get("Rule", {}) if bucket else {}
    key_id = rule.get("ApplyServerSideEncryptionByDefault", {}).get("KMSMasterKeyID")
    return key_id if key_id and not key_id.startswith("alias/aws/") else None


def _abort(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission("s3:AbortMultipartUpload", _object_arn(call))


def _bucket_arn(call: Call) -> str:
    return f"arn:aws:s3:::{call.parameters['Bucket']}"


def _object_arn(call: Call) -> str:
    return f"{_bucket_arn(call)}/{call.parameters['Key']}"


def _use_key(action: str, call: Call, account: Account, key_id: str) -> Permission:
    """What S3 does with the key of an object, with the caller's permissions."""
    arn = key_id if key_id.startswith("arn:") else f"arn:aws:kms:{call.region}:{account}:key/{key_id}"
    return Permission(action, arn, {"kms:ViaService": f"s3.{call.region}.amazonaws.com"})


def _repository(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission(f"ecr:{call.operation}", _arn(call, account, f"repository/{call.parameters['repositoryName']}"))


def _push(call: Call, account: Account) -> Iterable[Permission]:
    """What ECR asks for while docker pushes an image (Amazon ECR User Guide: image-push-iam)."""
    layers = ["BatchCheckLayerAvailability", "InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload"]
    return _images(call, account, [*layers, "PutImage", "BatchGetImage"])


def _pull(call: Call, account: Account) -> Iterable[Permission]:
    return _images(call, account, ["BatchGetImage", "GetDownloadUrlForLayer"])


def _images(call: Call, account: Account, operations: list[str]) -> Iterable[Permission]:
    repository = _arn(call, account, f"repository/{call.parameters['repositoryName']}")
    return [Permission(f"ecr:{operation}", repository) for operation in operations]


def _run_task(call: Call, account: Account) -> Iterable[Permission]:
    definition = ecs_backends[account][call.region].describe_task_definition(call.parameters["taskDefinition"])
    yield Permission("ecs:RunTask", definition.arn, {"ecs:cluster": _cluster_arn(call, account)})
    for role in ("execution_role_arn", "task_role_arn"):
        if hasattr(definition, role):
            yield _pass(getattr(definition, role), "ecs-tasks.amazonaws.com")


def _task(call: Call, account: Account) -> Iterable[Permission]:
    cluster = call.parameters.get("cluster", "default").split("/")[-1]
    for task in call.parameters.get("tasks") or [call.parameters["task"]]:
        arn = task if task.startswith("arn:") else _arn(call, account, f"task/{cluster}/{task}")
        yield Permission(f"ecs:{call.operation}", arn, {"ecs:cluster": _cluster_arn(call, account)})


def _cluster_arn(call: Call, account: Account) -> str:
    cluster = call.parameters.get("cluster", "default")
    return cluster if cluster.startswith("arn:") else _arn(call, account, f"cluster/{cluster}")


def _log_group(call: Call, account: Account) -> Iterable[Permission]:
    yield Permission(f"logs:{call.operation}", _arn(call, account, f"log-group:{call.parameters['logGroupName']}"))


def _log_stream(call: Call, account: Account) -> Iterable[Permission]:
    group, stream = call.parameters["logGroupName"], call.parameters["logStreamName"]
    yield Permission(f"logs:{call.operation}", _arn(call, account, f"log-group:{group}:log-stream:{stream}"))


def _secret(call: Call, account: Account) -> Iterable[Permission]:
    name = call.parameters["SecretId"]
    if not name.startswith("arn:"):
        secrets = secretsmanager_backends[account][call.region].secrets
        name = secrets[name].arn if name in secrets else _arn(call, account, f"secret:{name}")
    yield Permission(f"secretsmanager:{call.operation}", name)


def _job(call: Call, account: Account) -> Iterable[Permission]:
    job = f"apps/{call.parameters['app']}/branches/{call.parameters['branch']}/jobs/{call.parameters.get('job', '*')}"
    yield Permission(f"amplify:{call.operation}", _arn(call, account, job))


def _quota(call: Call, account: Account) -> Iterable[Permission]:
    quota = f"{call.parameters['ServiceCode']}/{call.parameters['QuotaCode']}"
    yield Permission("servicequotas:GetServiceQuota", _arn(call, account, quota))


def _service_linked_role(call: Call, account: Account) -> Iterable[Permission]:
    service = call.parameters["AWSServiceName"]
    yield Permission(
        "iam:CreateServiceLinkedRole",
        f"arn:aws:iam::{account}:role/aws-service-role/{service}/{SERVICE_LINKED_ROLES.get(service, service)}",
        {"iam:AWSServiceName": service},
    )


# The names of the roles, which IAM knows by the service.
SERVICE_LINKED_ROLES = {
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "rds.amazonaws.com": "AWSServiceRoleForRDS",
    "elasticache.amazonaws.com": "AWSServiceRoleForElastiCache",
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
}

NEEDS: dict[tuple[str, str], Needs] = {
    # Allowed even with an explicit deny.
    ("sts", "GetCallerIdentity"): _nothing,
    ("sts", "AssumeRole"): _assume_role,
    ("ssm", "GetParameter"): _parameter,
    ("ssm", "GetParameters"): _parameter,
    ("cloudformation", "CreateChangeSet"): _new_change_set,
    ("cloudformation", "GetTemplateSummary"): _template_summary,
    **{
        ("cloudformation", operation): _stack
        for operation in (
            "DeleteChangeSet",
            "DeleteStack",
            "DescribeChangeSet",
            "DescribeEvents",
            "DescribeStackEvents",
            "DescribeStackResource",
            "DescribeStackResources",
            "DescribeStacks",
            "ExecuteChangeSet",
            "GetTemplate",
            "ListChangeSets",
            "ListStackResources",
            "UpdateTerminationProtection",
        )
    },
    ("s3", "GetBucketEncryption"): _bucket("s3:GetEncryptionConfiguration"),
    ("s3", "GetBucketLocation"): _bucket("s3:GetBucketLocation"),
    ("s3", "HeadBucket"): _bucket("s3:ListBucket"),
    ("s3", "ListObjects"): _bucket("s3:ListBucket"),
    ("s3", "ListObjectsV2"): _bucket("s3:ListBucket"),
    ("s3", "GetObject"): _read_object,
    ("s3", "HeadObject"): _read_object,
    # What CodeBuild does with an artifact that CodePipeline has stored.
    ("s3", "ReadArtifact"): _read_artifact,
    ("s3", "AbortMultipartUpload"): _abort,
    ("s3", "CompleteMultipartUpload"): _write_object,
    ("s3", "CreateMultipartUpload"): _write_object,
    ("s3", "PutObject"): _write_object,
    ("s3", "UploadPart"): _write_object,
    ("ecr", "GetAuthorizationToken"): _everything("ecr"),
    ("ecr", "DescribeImages"): _repository,
    ("ecr", "DescribeImageScanFindings"): _repository,
    ("ecr", "DescribeRepositories"): _repository,
    # Not operations of the API: what happens between an engine and the registry.
    ("ecr", "pull"): _pull,
    ("ecr", "push"): _push,
    ("ecs", "RunTask"): _run_task,
    ("ecs", "DescribeTasks"): _task,
    ("ecs", "StopTask"): _task,
    ("logs", "CreateLogGroup"): _log_group,
    ("logs", "CreateLogStream"): _log_stream,
    ("logs", "GetLogEvents"): _log_stream,
    ("logs", "PutLogEvents"): _log_stream,
    ("secretsmanager", "DescribeSecret"): _secret,
    ("secretsmanager", "GetSecretValue"): _secret,
    ("amplify", "GetJob"): _job,
    ("amplify", "StartJob"): _job,
    ("iam", "CreateServiceLinkedRole"): _service_linked_role,
    **{
        ("ec2", operation): _everything("ec2")
        for operation in ("DescribeAddresses", "DescribeAvailabilityZones", "DescribeSubnets", "DescribeVpcs")
    },
    ("freetier", "GetAccountPlanState"): _everything("freetier"),
    ("servicequotas", "GetServiceQuota"): _quota,
}
