#!/usr/bin/env bash
# Prints the accounts and regions to bootstrap, as JSON for the workflow Bootstrap: bootstrap-targets.sh [ACCOUNT REGION]
# Each account and region is printed once, the pipeline's first. ACCOUNT and REGION are the pipeline's; delivery.account and
# delivery.region in cdk.json override them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source infra/steps/settings.sh
settings=$(setting)

python3 - "$settings" "${1:-}" "${2:-}" << 'PYTHON'
import json
import re
import sys

delivery = json.loads(sys.argv[1])
account = delivery.get("account") or sys.argv[2]
region = delivery.get("region") or sys.argv[3]

targets = {(account, region): ["pipeline"]}
for environment in delivery["environments"]:
    target = (environment.get("account") or account, environment.get("region") or region)
    targets.setdefault(target, []).append(environment["name"])

for target, names in targets.items():
    for key, value, pattern, form in zip(
        ("account", "region"), target, (r"\d{12}", r"[a-z]{2}(-[a-z]+)+-\d"), ("12 digits", "a name such as eu-central-1")
    ):
        if not re.fullmatch(pattern, value):
            sys.exit(
                f'bootstrap-targets.sh: the {key} of {", ".join(names)} is "{value}"; it must be {form}. '
                f"Set delivery.{key} in cdk.json, or pass the pipeline's: bootstrap-targets.sh ACCOUNT REGION"
            )

print(json.dumps([
    {
        "account": target_account,
        "region": target_region,
        # The name that BootstrapAccessStack gives the role.
        "role": f"arn:aws:iam::{target_account}:role/expenses-bootstrap",
        "holds": " ".join(names),
        "pipeline": account,
    }
    for (target_account, target_region), names in targets.items()
]))
PYTHON
