"""Starts moto, the AWS API emulator, with stand-ins for what it lacks: python3 -m emulator.serve --port PORT --rehearsal URL"""

import argparse

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

from . import (
    amplify,
    callback,
    change_sets,
    dynamic_references,
    images,
    load_balancers,
    route_tables,
    service_linked_roles,
    stack_updates,
    resource_types,
    target_groups,
    tasks,
)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--rehearsal", required=True, help="where the rehearsal answers for what really runs")
    arguments.add_argument("--registry", help="host and port of the registry that replaces ECR")
    options = arguments.parse_args()

    callback.install(options.rehearsal)
    change_sets.install()
    dynamic_references.install()
    load_balancers.install()
    route_tables.install()
    service_linked_roles.install()
    stack_updates.install()
    resource_types.install()
    target_groups.install()
    tasks.install()
    if options.registry:
        images.install(options.registry)
    application = amplify.passed_on(DomainDispatcherApplication(create_backend_app), options.rehearsal)
    run_simple("127.0.0.1", options.port, application, threaded=True)


if __name__ == "__main__":
    main()
