"""The aws command line, as serve.py has it loaded: call.py SOCKET ARGUMENT ..."""

# Not the module socket: it takes longer to load than the rest of this.
import _socket
import array
import marshal
import os
import sys

call = marshal.dumps((os.getcwd(), dict(os.environ), sys.argv[2:]))
# By its name alone: a socket's path has at most 107 characters.
os.chdir(os.path.dirname(sys.argv[1]))
server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
server.connect(os.path.basename(sys.argv[1]))
server.sendmsg([call], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
sys.exit(server.recv(1)[0])
