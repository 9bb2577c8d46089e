"""Forwards the requests for Amplify, which moto lacks, to the rehearsal. So one endpoint serves all of AWS."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def forward_amplify(application: Application, rehearsal: str) -> Application:
    def dispatch(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "/amplify/aws4_request" not in environ.get("HTTP_AUTHORIZATION", ""):
            return application(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        # The path is not decoded: a branch's name may contain an encoded slash.
        url = f"{rehearsal}/amplify{environ.get('RAW_URI', environ['PATH_INFO'])}"
        request = urllib.request.Request(url, body or None, {"Content-Type": "application/json"}, method=environ["REQUEST_METHOD"])
        try:
            with urllib.request.urlopen(request) as response:
                status, content = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, content = error.code, error.read()
        start_response(f"{status} -", [("Content-Type", "application/json")])
        return [content]

    return dispatch
