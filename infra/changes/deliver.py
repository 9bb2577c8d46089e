"""
Delivers each change of changes.json to a running Dev and back, and writes what happened to infra/docs/changing-settings.md: deliver.py
Needs moto and cfn-lint, as the rehearsal does, and a build: dotnet build infra/src/Pipelines --configuration Release
The stacks are real, and so is the emulator that changes them. Nothing runs for them: no database, no task, no load balancer.
"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from account import Account, Outcome
from table import Row, write

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PROGRAM = REPOSITORY / "infra/src/Pipelines/bin/Release/net10.0/Pipelines.dll"

# In the order of the pipeline, which updates itself before it deploys Dev.
STACKS = ["Pipeline", "Vpc", "Ecr", "Database", "Cache", "BackendApp", "FrontendApp"]

# Changes that the emulator can't make.
UNDELIVERED = {
    "backend.domain": "not delivered: the emulator has no certificates and no hosted zones "
    "([ADR 18](adr/0018-change-settings-of-a-running-environment.md) describes it)"
}

REFUSAL = "The settings in cdk.json are invalid:"

Templates = dict[str, str]


class SettingsRefused(Exception):
    pass


def main() -> None:
    context = json.loads((REPOSITORY / "cdk.json").read_text("utf-8"))["context"]
    # One environment is enough, and checks of templates are left to the tests: both save time.
    context["delivery"]["environments"] = context["delivery"]["environments"][:1]
    context["@aws-cdk/core:validateAgainstDefaultRules"] = False
    changes = json.loads((HERE / "changes.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max_workers=2) as pool:
        before = synthesise(context, pathlib.Path(folder, "before"))
        account = Account()
        account.deploy_all(before)
        pending = [pool.submit(attempt, changed(context, change), pathlib.Path(folder, str(i))) for i, change in enumerate(changes)]
        rows = []
        for change, result in zip(changes, pending):
            print(json.dumps(change), file=sys.stderr)
            rows.append(row(context, change, before, result.result(), account))
    write(REPOSITORY / "infra/docs/changing-settings.md", rows)


def changed(context: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    context = copy.deepcopy(context)
    for setting, value in change.items():
        *groups, name = setting.split(".")
        group = context["delivery"]["environments"][0]
        for key in groups:
            group = group.setdefault(key, {})
        group[name] = value
    return context


def attempt(context: dict[str, Any], folder: pathlib.Path) -> Templates | str:
    """Synthesises the app, or gets the reason why its settings are refused."""
    try:
        return synthesise(context, folder)
    except SettingsRefused as refusal:
        return str(refusal)


def synthesise(context: dict[str, Any], folder: pathlib.Path) -> Templates:
    done = subprocess.run(
        ["dotnet", str(PROGRAM)],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "PATH": f"{REPOSITORY / 'infra/node_modules/.bin'}:{os.environ['PATH']}",
            "CDK_OUTDIR": str(folder),
            "CDK_CONTEXT_JSON": json.dumps(context),
        },
        capture_output=True,
        text=True,
    )
    if REFUSAL in done.stderr:
        raise SettingsRefused(done.stderr.split(REFUSAL)[1].strip().removeprefix("- "))
    if done.returncode != 0:
        sys.exit(f"deliver.py: {PROGRAM} failed: {done.stderr}")
    files = {"Pipeline": folder / "ExpensesPipeline.template.json"}
    for stack in STACKS[1:]:
        files[stack] = next(folder.glob(f"assembly-*/ExpensesPipelineDev{stack}*.template.json"))
    return {stack: files[stack].read_text("utf-8") for stack in STACKS}


def row(context: dict[str, Any], change: dict[str, Any], before: Templates, after: Templates | str, account: Account) -> Row:
    settings = context["delivery"]["environments"][0]
    if isinstance(after, str):
        return Row(settings, change, refused_by_settings=after)
    undelivered = next((UNDELIVERED[setting] for setting in change if setting in UNDELIVERED), None)
    if undelivered:
        return Row(settings, change, undelivered=undelivered)
    there = deliver(account, before, after)
    back: list[Outcome] = []
    if all(outcome.succeeded for outcome in there):
        back = deliver(account, after, before)
    if not all(outcome.succeeded for outcome in [*there, *back]):
        # Dev starts afresh for the next change.
        account.reset()
        account.deploy_all(before)
    return Row(settings, change, there=there, back=back)


def deliver(account: Account, before: Templates, after: Templates) -> list[Outcome]:
    """Deploys the stacks that change, one after the other, until one fails."""
    outcomes: list[Outcome] = []
    for stack in STACKS:
        if json.loads(before[stack]) != json.loads(after[stack]):
            outcomes.append(account.deploy(stack, after[stack]))
            if not outcomes[-1].succeeded:
                break
    return outcomes


if __name__ == "__main__":
    main()
