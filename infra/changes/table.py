"""The table of what each change does, in Markdown."""

import json
import pathlib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from account import Outcome

INTRODUCTION = """\
# Change settings of a running environment

`infra/changes/deliver.py` wrote this table. For each row it synthesised the app with the changed setting of Dev, delivered the stacks that
differ to an emulated account that already had Dev's stacks, in the order of the pipeline, and then delivered the former settings again. The
emulator is that of the rehearsal, which updates stacks [as CloudFormation does](adr/0042-changes-as-cloudformation-makes-them.md). No
process ran for a resource: how long a change takes, and what it interrupts, is in the
[runbook](runbook.md#change-a-setting-of-a-running-environment) and in [ADR 18](adr/0018-change-settings-of-a-running-environment.md).
Nothing here has run on AWS. Two changes that the emulator makes are known to need more there: `cache.nodes` from 1 to 2, and
`backend.loadBalancer` of a protected environment (see the runbook).

To see a change with everything running, start a rehearsal and deliver it: `infra/rehearsal push --with Dev.vpc.availabilityZones=3`.

- *changes*: in place. The resource, its name and its data stay.
- *replaces*: CloudFormation creates a new resource and deletes the old one. A task definition gets a new revision in this way.
- *leaves behind*: the resource stays in the account, without a stack, because its policy or its protection says so.
- *refused by the settings*: nothing is synthesised.
- *refused by CloudFormation*: the stack is rolled back to what it was, and with it the stage.

| setting of Dev | from | to | what happens | and back |
|---|---|---|---|---|
"""


@dataclass
class Row:
    settings: dict[str, Any]
    change: dict[str, Any]
    refused_by_settings: str | None = None
    undelivered: str | None = None
    there: list[Outcome] = field(default_factory=list)
    back: list[Outcome] = field(default_factory=list)

    def __str__(self) -> str:
        names = [f"`{name}`" for name in self.change]
        before = [_value(_read(self.settings, name)) for name in self.change]
        after = [_value(value) for value in self.change.values()]
        if self.refused_by_settings is not None:
            what, back = f"**refused by the settings**: {_cell(self.refused_by_settings)}", ""
        elif self.undelivered is not None:
            what, back = self.undelivered, ""
        else:
            what = _deliveries(self.there)
            back = "" if self.there and not self.there[-1].succeeded else "the same" if _same(self) else _deliveries(self.back)
        return f"| {' | '.join([', '.join(names), ', '.join(before), ', '.join(after), what, back])} |\n"


def write(file: pathlib.Path, rows: list[Row]) -> None:
    file.write_text(INTRODUCTION + "".join(map(str, rows)), "utf-8")


def _same(row: Row) -> bool:
    return [_delivery(outcome) for outcome in row.there] == [_delivery(outcome) for outcome in row.back]


def _deliveries(outcomes: list[Outcome]) -> str:
    return "<br>".join(map(_delivery, outcomes)) if outcomes else "no stack changes"


def _delivery(outcome: Outcome) -> str:
    if not outcome.succeeded:
        return f"**refused by CloudFormation** in {outcome.stack}: {_cell(outcome.reason)}"
    parts = [
        f"{verb} {_kinds(kinds)}"
        for verb, kinds in (
            ("changes", outcome.changed),
            ("**replaces**", outcome.replaced),
            ("adds", outcome.added),
            ("removes", outcome.removed),
            ("leaves behind", outcome.kept),
        )
        if kinds
    ]
    return f"{outcome.stack} {', '.join(parts) or 'changes no property, only what is kept at a deletion'}"


def _kinds(types: list[str]) -> str:
    counts = Counter(name.split("::", 1)[1] for name in types)
    return ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(counts.items()))


def _read(settings: dict[str, Any], name: str) -> Any:
    for key in name.split("."):
        settings = settings.get(key, {}) if isinstance(settings, dict) else {}
    return None if settings == {} else settings


def _value(value: Any) -> str:
    return "unset" if value is None else f"`{json.dumps(value)}`"


def _cell(text: str) -> str:
    """Makes a text fit into a cell."""
    return re.sub(r"\s+", " ", text).replace("|", "\\|")
