#!/usr/bin/env bash
# Prints, as JSON for the workflow Bootstrap, where `cdk bootstrap` has to run, each account and region once, the pipeline's first, and what
# will be there: bootstrap-targets.sh [ACCOUNT REGION]
# ACCOUNT and REGION are the pipeline's, where cdk.json leaves them open (delivery.account and delivery.region).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source infra/steps/settings.sh
settings=$(delivery)

python3 - "$settings" "${1:-}" "${2:-}" << 'PYTHON'
import json
import re
import sys

delivery = json.loads(sys.argv[1])
account = delivery.get("account") or sys.argv[2]
region = delivery.get("region") or sys.argv[3]

places = {(account, region): ["pipeline"]}
for environment in delivery["environments"]:
    place = (environment.get("account") or account, environment.get("region") or region)
    places.setdefault(place, []).append(environment["name"])

for there in places:
    for what, value, form in (("account", there[0], r"\d{12}"), ("region", there[1], r"[a-z]{2}(-[a-z]+)+-\d")):
        if not re.fullmatch(form, value):
            sys.exit(f'bootstrap-targets.sh: the {what} of {" and ".join(places[there])} is "{value}", which is none. Set delivery.{what} in cdk.json, or tell the pipeline\'s: bootstrap-targets.sh ACCOUNT REGION')

print(json.dumps([
    {
        "account": there[0],
        "region": there[1],
        # As BootstrapAccessStack names it.
        "role": f"arn:aws:iam::{there[0]}:role/expenses-bootstrap",
        "holds": " ".join(held),
        "pipeline": account,
    }
    for there, held in places.items()
]))
PYTHON
