"""Asks the program infra/iam/evaluate.mjs what IAM's policies say about a call. It is a program of its own: see ADR 38."""

import json
import subprocess
import threading
from typing import Any


class Evaluator:
    def __init__(self, program: str):
        self._process = subprocess.Popen(["node", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1)
        self._one_at_a_time = threading.Lock()

    def evaluate(self, request: dict[str, Any]) -> dict[str, Any]:
        """Evaluates a request. The fields of the request and of the answer are described in the program."""
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps(request) + "\n")
            answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ValueError(f"{request['action']} on {request['resource']} can't be judged: {answer['error']}")
        return answer
