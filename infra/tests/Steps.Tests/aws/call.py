"""The aws command line, as serve.py has it loaded: call.py SOCKET ARGUMENT ..."""

import marshal
import os
import socket
import sys

with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect(sys.argv[1])
    socket.send_fds(server, [marshal.dumps((os.getcwd(), dict(os.environ), sys.argv[2:]))], [0, 1, 2])
    sys.exit(server.recv(1)[0])
