"""
Judges every call before the emulator answers it, as IAM would: by the policies of the role that makes it and of the resource. The calls of
the rehearsal itself are those of an administrator and aren't judged.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from .. import resource_types
from ..stand_in import StandIn
from . import actions, denials, policies, principals
from .calls import Call, read_call, read_key
from .evaluator import Evaluator
from .principals import ACCOUNT
from .record import Record

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Denied(Exception):
    """IAM doesn't allow a call. The message says so in AWS's words."""


class Judge:
    def __init__(self, application: Application, evaluator: Evaluator, record: Record):
        self._application, self._evaluator, self._record = application, evaluator, record
        # The API of the rehearsal's other process.
        self._api: dict[str, Callable[..., dict[str, Any]]] = {
            "/rehearsal/builds": self._start_build,
            "/rehearsal/checks": self._check_elsewhere,
            "/rehearsal/sessions": self._start_session,
            "/rehearsal/types": lambda types: {"unknown": resource_types.unknown(types)},
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path in self._api:
            return _serve(self._api[path], environ, start_response)
        if path.startswith("/moto-api") or read_key(environ) == principals.ADMINISTRATOR:
            return self._application(environ, start_response)
        call = read_call(environ)
        try:
            if call.operation == "AssumeRoleWithWebIdentity":
                self._check_identity(call)
            else:
                self._check(call)
        except Denied as denied:
            return denials.refuse(start_response, call, str(denied))
        except principals.UnknownKey as unknown:
            return denials.refuse(start_response, call, str(unknown), denials.UNKNOWN_KEY)
        except (actions.UnmappedCall, ValueError) as error:
            return denials.refuse(start_response, call, str(error), denials.NOT_REHEARSED)
        return self._application(environ, start_response)

    def _check(self, call: Call) -> None:
        """Raises Denied if the caller lacks a permission that the call needs."""
        session = principals.find_session(call.access_key)
        if session.account_id != ACCOUNT:
            # There is only one account here: roles of others have no policies.
            return
        role = policies.find_role(ACCOUNT, session.role_arn)
        for permission in actions.permissions(call, ACCOUNT):
            request = self._request(session.arn, permission)
            identity = policies.identity_policies(ACCOUNT, role) if role else []
            if role and role.permissions_boundary_arn:
                request["boundaries"] = policies.boundaries(ACCOUNT, role)
            answer = self._evaluator.evaluate({**request, "identityPolicies": identity})
            self._record.add_policies(session.role_arn, identity)
            self._record.add_call({**request, "role": session.role_arn, "service": call.service, "operation": call.operation, **answer})
            if answer["result"] != "Allowed":
                raise Denied(denials.reason(session.arn, permission.action, permission.resource, answer, call.protocol))

    def _check_identity(self, call: Call) -> None:
        """Raises Denied if the trust policy of a role doesn't let the bearer of a token assume it, such as a workflow of GitHub."""
        provider, claims = principals.read_token(ACCOUNT, call.parameters["WebIdentityToken"])
        role = call.parameters["RoleArn"]
        request = self._request(provider, actions.Permission("sts:AssumeRoleWithWebIdentity", role, claims))
        if self._evaluator.evaluate({**request, "identityPolicies": []})["result"] != "Allowed":
            raise Denied("Not authorized to perform sts:AssumeRoleWithWebIdentity")

    def _request(self, principal: str, permission: actions.Permission) -> dict[str, Any]:
        # The emulator has no TLS, but AWS's endpoints have.
        context = {"aws:SecureTransport": "true", "aws:ResourceAccount": ACCOUNT, **permission.context}
        if principal.startswith("arn:"):
            context["aws:PrincipalAccount"] = ACCOUNT
        request = {
            "principal": principal,
            "action": permission.action,
            "resource": permission.resource,
            "account": ACCOUNT,
            "context": context,
        }
        resource_policy = policies.resource_policy(ACCOUNT, permission.action, permission.resource)
        return {**request, "resourcePolicy": resource_policy} if resource_policy else request

    def _start_session(self, role: str, service: str, name: str, source: str) -> dict[str, str]:
        """Lets a service, such as codebuild.amazonaws.com, assume a role on behalf of one of the account's resources."""
        found = policies.find_role(ACCOUNT, role)
        if found is None:
            raise Denied(f"The role {role} does not exist.")
        context = {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": source}
        request = self._request(service, actions.Permission("sts:AssumeRole", role, context))
        if self._evaluator.evaluate({**request, "identityPolicies": []})["result"] != "Allowed":
            raise Denied(f"The trust policy of {role} doesn't let {service} assume it for {source}.")
        self._record.add_policies(role, policies.identity_policies(ACCOUNT, found))
        session = principals.start_session(ACCOUNT, role, name)
        return {
            "accessKeyId": session.access_key_id,
            "secretAccessKey": session.secret_access_key,
            "sessionToken": session.session_token,
        }

    def _start_build(self, stack: str, project: str, name: str, inputs: list[str], outputs: list[str]) -> dict[str, str]:
        """Lets CodeBuild assume the role of a project, and checks that it may write the log and use the artifacts with it."""
        found = next(
            (resource for resource in list(StandIn.by_id.values()) if (resource.stack, resource.logical_id) == (stack, project)), None
        )
        if found is None:
            raise Denied(f"The stack {stack} has no project {project}.")
        source = f"arn:aws:codebuild:{found.region}:{ACCOUNT}:project/{found.id}"
        credentials = self._start_session(found.properties["ServiceRole"], "codebuild.amazonaws.com", name, source)
        for service, operation, parameters in _calls_of_build(found, name, inputs, outputs):
            self._check_elsewhere(credentials["accessKeyId"], service, operation, parameters)
        return credentials

    def _check_elsewhere(self, accessKey: str, service: str, operation: str, parameters: dict[str, Any]) -> dict[str, str]:  # noqa: N803
        """Judges a call that isn't made here, such as a pull from the registry."""
        if accessKey != principals.ADMINISTRATOR:
            self._check(Call(service, operation, principals.REGION, parameters, accessKey))
        return {}


def _calls_of_build(project: StandIn, name: str, inputs: list[str], outputs: list[str]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """The calls of CodeBuild itself: to write the log, and to read and write the artifacts of the pipeline."""
    log = {"logGroupName": f"/aws/codebuild/{project.id}", "logStreamName": name}
    yield from (("logs", operation, log) for operation in ("CreateLogGroup", "CreateLogStream", "PutLogEvents"))
    for pipeline in list(StandIn.by_id.values()):
        store = _artifact_store(pipeline.properties, project.region)
        if pipeline.stack == project.stack and store:
            keys = {artifact: {"Bucket": store["Location"], "Key": f"{pipeline.id}/{artifact}"} for artifact in [*inputs, *outputs]}
            yield from (("s3", "ReadArtifact", keys[artifact]) for artifact in inputs)
            yield from (("s3", "PutObject", keys[artifact]) for artifact in outputs)


def _artifact_store(pipeline: dict[str, Any], region: str) -> dict[str, Any] | None:
    """Finds the artifact store of a pipeline. A pipeline with actions in several regions has one in each."""
    stores = [entry["ArtifactStore"] for entry in pipeline.get("ArtifactStores", []) if entry["Region"] == region]
    return pipeline.get("ArtifactStore") or next(iter(stores), None)


def _serve(answer: Callable[..., dict[str, Any]], environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    message = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    try:
        body = json.dumps(answer(**message))
    except (Denied, principals.UnknownKey, actions.UnmappedCall, ValueError) as error:
        start_response("403 -", [("Content-Type", "text/plain; charset=utf-8")])
        return [str(error).encode()]
    start_response("200 -", [("Content-Type", "application/json")])
    return [body.encode()]
