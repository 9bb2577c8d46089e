"""Creates or updates one stack and writes its outputs as JSON: deploy_stack.py STACK TEMPLATE_FILE OUTPUTS_FILE"""

import json
import pathlib
import sys
from typing import Any

import boto3
import botocore.config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

# The timeout is long because the emulator responds only when all resources of the stack run.
CLIENT_CONFIG = botocore.config.Config(read_timeout=900, retries={"max_attempts": 0})


def main(name: str, template: str, outputs: str) -> None:
    client = boto3.client("cloudformation", config=CLIENT_CONFIG)
    arguments = {
        "StackName": name,
        "TemplateBody": pathlib.Path(template).read_text("utf-8"),
        "Capabilities": ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        if exists(client, name):
            client.update_stack(**arguments)
        else:
            client.create_stack(**arguments)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            sys.exit(f"{name}: {error.response['Error']['Message']}")
    except ResponseParserError:
        sys.exit(f"{name}: the emulator gave no valid response; emulator.log has the reason.")

    stack = client.describe_stacks(StackName=name)["Stacks"][0]
    if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        sys.exit(f"{name} ended as {stack['StackStatus']}: {reason(client, name)}")
    values = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    pathlib.Path(outputs).write_text(json.dumps(values), "utf-8")
    print(f"{name} {stack['StackStatus']}")
    for event in latest_events(client, name):
        if event["ResourceStatus"] in ("DELETE_SKIPPED", "DELETE_FAILED") or "snapshot" in event.get("ResourceStatusReason", ""):
            print(f"{event['LogicalResourceId']} {event['ResourceStatus']} {event.get('ResourceStatusReason', '')}")


def reason(client: "boto3.client", name: str) -> str:
    """Gets the reason why the stack was rolled back."""
    events = latest_events(client, name)
    return next(
        (event["ResourceStatusReason"] for event in events if event["ResourceStatus"].endswith("ROLLBACK_IN_PROGRESS")), "no reason"
    )


def latest_events(client: "boto3.client", name: str) -> list[dict[str, Any]]:
    """Gets the events since the latest change of the stack began, oldest first."""
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    begun = next(index for index, event in enumerate(events) if event.get("ResourceStatusReason") == "User Initiated")
    return events[begun::-1]


def exists(client: "boto3.client", name: str) -> bool:
    try:
        return bool(client.describe_stacks(StackName=name)["Stacks"])
    except ClientError:
        return False


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BotoCoreError as unreachable:
        sys.exit(f"{sys.argv[1]}: the emulator does not answer: {unreachable}")
