"""Starts moto, the AWS API emulator, with the extensions in this folder: python3 -m emulator.serve --port PORT --rehearsal URL"""

import argparse

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

from . import (
    accounts,
    amplify,
    callback,
    change_sets,
    deletions,
    dynamic_references,
    images,
    load_balancers,
    log_groups,
    parameters,
    resource_checks,
    roles,
    route_tables,
    security_groups,
    service_linked_roles,
    stack_updates,
    resource_types,
    target_groups,
    tasks,
)
from .permissions.evaluator import Evaluator
from .permissions.judge import Judge
from .permissions.record import Record


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rehearsal", required=True, help="URL of the rehearsal's API")
    parser.add_argument("--evaluator", required=True, help="path of the program that evaluates IAM policies")
    parser.add_argument("--permissions", required=True, help="file for the record of judged calls")
    parser.add_argument("--registry", help="host and port of the registry that replaces ECR")
    options = parser.parse_args()

    install(options.rehearsal, options.registry)
    application = amplify.forward_amplify(DomainDispatcherApplication(create_backend_app), options.rehearsal)
    judge = Judge(application, Evaluator(options.evaluator), Record(options.permissions))
    run_simple("127.0.0.1", options.port, judge, threaded=True)


def install(rehearsal: str, registry: str | None = None) -> None:
    """Extends moto. The rehearsal's API runs the resources."""
    accounts.install()
    callback.install(rehearsal)
    change_sets.install()
    deletions.install()
    dynamic_references.install()
    load_balancers.install()
    log_groups.install()
    parameters.install()
    resource_checks.install()
    roles.install()
    route_tables.install()
    security_groups.install()
    service_linked_roles.install()
    stack_updates.install()
    resource_types.install()
    target_groups.install()
    tasks.install()
    if registry:
        images.install(registry)


if __name__ == "__main__":
    main()
