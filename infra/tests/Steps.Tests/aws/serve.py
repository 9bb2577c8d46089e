"""Loads the aws command line once, and answers each call in a process of its own, forked from this one: serve.py SOCKET"""

import gc
import marshal
import os
import signal
import socket
import sys

import awscli.clidriver


def main(address: str) -> None:
    driver = awscli.clidriver.create_clidriver()
    # What each call would look up in the same files.
    driver.session.get_available_services()
    driver.session.get_available_partitions()
    gc.freeze()
    # The kernel reaps ended calls by itself.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        # By its name alone: a socket's path has at most 107 characters.
        os.chdir(os.path.dirname(address))
        server.bind(os.path.basename(address))
        server.listen(16)
        while True:
            caller, _ = server.accept()
            with caller:
                if os.fork() == 0:
                    answer(caller, driver)


def answer(caller: socket.socket, driver: awscli.clidriver.CLIDriver) -> None:
    code = 255
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        message, streams, _, _ = socket.recv_fds(caller, 1 << 20, 3)
        folder, environment, arguments = marshal.loads(message)
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
