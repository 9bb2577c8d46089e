"""Loads the AWS CLI at the first call, and runs each call in a forked process: serve.py SOCKET"""

import fcntl
import gc
import importlib.util
import marshal
import os
import signal
import socket
import sys


def main(address: str) -> None:
    # Version 2 has a botocore of its own. Loading that one was never tried.
    if importlib.util.find_spec("awscli") is None or importlib.util.find_spec("awscli.botocore"):
        sys.exit("This Python doesn't have version 1 of the AWS CLI, so each call starts the machine's own.")
    # Lets the kernel reap ended calls.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        # Uses a relative path, since the path of a socket has at most 107 characters.
        os.chdir(os.path.dirname(address))
        server.bind(os.path.basename(address))
        server.listen(16)
        cli = None
        while True:
            caller, _ = server.accept()
            with caller:
                message, streams, _, _ = socket.recv_fds(caller, 1 << 20, 3)
                # A caller that was stopped sends nothing.
                if not message:
                    continue
                # Many rehearsals call it never.
                cli = cli or Cli()
                folder, environment, arguments = marshal.loads(message)
                cli.prepare(arguments)
                if os.fork() == 0:
                    answer(cli, caller, streams, folder, environment, arguments)
                for stream in streams:
                    os.close(stream)


class Cli:
    """The loaded AWS CLI."""

    def __init__(self) -> None:
        import awscli.clidriver

        self.driver = awscli.clidriver.create_clidriver()
        self.session = self.driver.session
        # Each call would read these files again.
        self.session.get_available_services()
        self.session.get_available_partitions()
        self.session.get_component("data_loader").list_available_services("paginators-1")
        self.commands = self.driver.create_help_command().command_table
        self.prepared: set[str] = set()

    def prepare(self, arguments: list[str]) -> None:
        """Loads a service's files before the fork. Uses a separate session, since each call has its own credentials and region."""
        name = next((word for word in arguments if word in self.commands), None)
        if name is None or name in self.prepared:
            return
        self.prepared.add(name)
        command = self.commands[name]
        if hasattr(command, "service_model"):
            command.create_help_command()
            loading = type(self.session)()
            loading.register_component("data_loader", self.session.get_component("data_loader"))
            service = command.service_model.service_name
            loading.create_client(service, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
        gc.freeze()


def answer(
    cli: Cli,
    caller: socket.socket,
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
        # The kernel ends the call with its caller: a step that is stopped must not go on here.
        fcntl.fcntl(caller, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(caller, fcntl.F_SETFL, fcntl.fcntl(caller, fcntl.F_GETFL) | os.O_ASYNC)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = cli.driver.main(arguments)
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # None stands for 0, as for sys.exit.
        caller.send(bytes([code or 0]))
        os._exit(0)


main(*sys.argv[1:])
