"""The aws command line, as serve.py has it loaded: call.py SOCKET ARGUMENT ..."""

import marshal
import os
import socket
import sys

call = marshal.dumps((os.getcwd(), dict(os.environ), sys.argv[2:]))
# By its name alone: a socket's path has at most 107 characters.
os.chdir(os.path.dirname(sys.argv[1]))
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect(os.path.basename(sys.argv[1]))
    socket.send_fds(server, [call], [0, 1, 2])
    sys.exit(server.recv(1)[0])
