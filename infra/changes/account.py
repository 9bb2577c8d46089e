"""The emulated account, in this process."""

import json
import os
import pathlib
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACCOUNT, REGION = "111111111111", "us-east-1"

os.environ["MOTO_ACCOUNT_ID"] = ACCOUNT
os.environ["AWS_DEFAULT_REGION"] = REGION
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "src/Rehearsal/Aws/Moto"))

from emulator import serve  # noqa: E402
from emulator.stack_updates import REPLACEMENT  # noqa: E402
from emulator.stand_in import StandIn  # noqa: E402
from moto.cloudformation.models import cloudformation_backends  # noqa: E402
from moto.moto_api._internal.models import moto_api_backend  # noqa: E402
from moto.secretsmanager.models import secretsmanager_backends  # noqa: E402
from moto.ssm.models import ssm_backends  # noqa: E402

# The attributes that the rehearsal's resources have.
ATTRIBUTES = {
    "AppId": "d1a2b3c4d5e6f7",
    "DNSName": "balancer.localhost",
    "DefaultDomain": "d1a2b3c4d5e6f7.amplifyapp.com",
    "DomainName": "d1a2b3c4d5e6f7.cloudfront.net",
    "Endpoint.Address": "database.localhost",
    "Endpoint.Port": "5432",
    "PrimaryEndPoint.Address": "cache.localhost",
    "PrimaryEndPoint.Port": "6379",
    "ReadEndpoint.Address": "database.localhost",
}


@dataclass
class Outcome:
    """What an update of a stack did. Resources are given by their type."""

    stack: str
    succeeded: bool
    reason: str = ""
    changed: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class Account:
    def __init__(self) -> None:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        serve.install(f"http://127.0.0.1:{server.server_port}")
        self.prepare()

    def reset(self) -> None:
        moto_api_backend.reset()
        StandIn.by_id.clear()
        self.prepare()

    def prepare(self) -> None:
        """Creates what exists before the first deployment: the tokens, and the version of `cdk bootstrap`."""
        for token in ("expenses/github-release-token", "expenses/github-amplify-token"):
            secretsmanager_backends[ACCOUNT][REGION].create_secret(token, "made-up", None, None, None, None, None, [], False)
        ssm_backends[ACCOUNT][REGION].put_parameter(
            "/cdk-bootstrap/hnb659fds/version", "", "30", "String", None, None, False, None, "text", "Standard", None
        )

    def deploy_all(self, templates: dict[str, str]) -> None:
        for stack, template in templates.items():
            outcome = self.deploy(stack, template)
            if not outcome.succeeded:
                sys.exit(f"deliver.py: {stack} can't be created: {outcome.reason}")

    def deploy(self, name: str, template: str) -> Outcome:
        backend = cloudformation_backends[ACCOUNT][REGION]
        full = "ExpensesPipeline" if name == "Pipeline" else f"Expenses-Dev-{name}"
        stack = next((stack for stack in backend.stacks.values() if stack.name == full), None)
        if stack is None:
            try:
                backend.create_stack(name=full, template=template, parameters={})
                return Outcome(name, succeeded=True)
            except Exception as error:
                return Outcome(name, succeeded=False, reason=getattr(error, "message", None) or str(error))
        begun = len(stack.events)
        stack.update(template)
        return _outcome(name, stack.status, stack.events[begun:])


def _outcome(name: str, status: str, events: list) -> Outcome:
    rollback = next((i for i, event in enumerate(events) if event.resource_status == "UPDATE_ROLLBACK_IN_PROGRESS"), None)
    if rollback is not None:
        return Outcome(name, succeeded=False, reason=events[rollback].resource_status_reason)
    replaced = {event.logical_resource_id for event in events if event.resource_status_reason == REPLACEMENT}

    def of(status: str, also_replaced: bool = False) -> list[str]:
        return [
            event.resource_type
            for event in events
            if event.resource_status == status
            and event.resource_type != "AWS::CloudFormation::Stack"
            and (event.logical_resource_id in replaced) == also_replaced
        ]

    return Outcome(
        name,
        succeeded=True,
        changed=of("UPDATE_COMPLETE"),
        replaced=of("UPDATE_COMPLETE", also_replaced=True),
        added=of("CREATE_COMPLETE"),
        removed=of("DELETE_COMPLETE"),
        kept=[event.resource_type for event in events if event.resource_status in ("DELETE_FAILED", "DELETE_SKIPPED")],
    )


class Handler(BaseHTTPRequestHandler):
    """Answers as the rehearsal would, but runs nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"id": None, "attributes": ATTRIBUTES}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        ...
