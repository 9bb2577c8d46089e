"""Calls the AWS CLI that serve.py has loaded: call.py SOCKET ARGUMENT ..."""

# The module socket takes longer to load than the rest of this program.
import _socket
import array
import marshal
import os
import sys

call = marshal.dumps((os.getcwd(), dict(os.environ), sys.argv[2:]))
try:
    # Uses a relative path, since the path of a socket has at most 107 characters.
    os.chdir(os.path.dirname(sys.argv[1]))
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    server.connect(os.path.basename(sys.argv[1]))
    server.sendmsg([call], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    answer = server.recv(1)
except OSError as error:
    sys.exit(f"aws: The rehearsal's AWS CLI can't be reached: {error}. Its log is .rehearsal/logs/aws-cli.log.")
if not answer:
    sys.exit("aws: The rehearsal's AWS CLI ended during this call. Its log is .rehearsal/logs/aws-cli.log.")
sys.exit(answer[0])
