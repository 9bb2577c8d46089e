"""Loads the AWS CLI once, and runs each call in a forked process: serve.py SOCKET"""

import gc
import marshal
import os
import signal
import socket
import sys

import awscli.clidriver
import botocore.session


def main(address: str) -> None:
    driver = awscli.clidriver.create_clidriver()
    # Each call would read these files again.
    driver.session.get_available_services()
    driver.session.get_available_partitions()
    driver.session.get_component("data_loader").list_available_services("paginators-1")
    commands = driver.create_help_command().command_table
    prepared = set()
    # Lets the kernel reap ended calls.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        # Uses a relative path, since the path of a socket has at most 107 characters.
        os.chdir(os.path.dirname(address))
        server.bind(os.path.basename(address))
        server.listen(16)
        while True:
            caller, _ = server.accept()
            with caller:
                message, streams, _, _ = socket.recv_fds(caller, 1 << 20, 3)
                # A caller that was stopped sends nothing.
                if not message:
                    continue
                call = marshal.loads(message)
                name = next((word for word in call[2] if word in commands), None)
                if name not in prepared:
                    prepare(driver.session, commands.get(name))
                    prepared.add(name)
                    gc.freeze()
                if os.fork() == 0:
                    answer(caller, driver, streams, *call)
                for stream in streams:
                    os.close(stream)


def prepare(session: botocore.session.Session, command: object) -> None:
    """Loads a service's files before the fork. Uses a separate session, since each call has its own credentials and region."""
    if not hasattr(command, "service_model"):
        return
    command.create_help_command()
    loading = botocore.session.Session()
    loading.register_component("data_loader", session.get_component("data_loader"))
    service = command.service_model.service_name
    loading.create_client(service, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")


def answer(
    caller: socket.socket,
    driver: awscli.clidriver.CLIDriver,
    streams: list[int],
    folder: str,
    environment: dict[str, str],
    arguments: list[str],
) -> None:
    code = 255
    try:
        # A call ends before there is much to collect.
        gc.disable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = driver.main(arguments)
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        caller.send(bytes([code]))
        os._exit(0)


main(*sys.argv[1:])
