"""Refuses a call with the text and in the protocol of AWS."""

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from .calls import Call

ACCESS_DENIED = "AccessDenied"
UNKNOWN_KEY = "UnknownKey"
# Not a code of AWS: the rehearsal can't say what AWS would say.
NOT_REHEARSED = "NotRehearsed"

# The names of errors in the protocols.
CODES = {
    (ACCESS_DENIED, "json"): "AccessDeniedException",
    (ACCESS_DENIED, "rest-json"): "AccessDeniedException",
    (ACCESS_DENIED, "ec2"): "UnauthorizedOperation",
    (UNKNOWN_KEY, "json"): "UnrecognizedClientException",
    (UNKNOWN_KEY, "rest-json"): "UnrecognizedClientException",
    (UNKNOWN_KEY, "ec2"): "AuthFailure",
    (UNKNOWN_KEY, "query"): "InvalidClientTokenId",
    (UNKNOWN_KEY, "s3"): "InvalidAccessKeyId",
}

KINDS = {"identity": "identity-based policy", "resource": "resource-based policy", "pb": "permissions boundary"}


def reason(principal: str, action: str, resource: str, answer: dict[str, Any], protocol: str = "json") -> str:
    """The sentence with which AWS refuses a call."""
    quoted = f'"{resource}"' if protocol == "s3" else resource
    on = "" if resource == "*" else f" on resource: {quoted}"
    text = f"User: {principal} is not authorized to perform: {action}{on}"
    if answer["result"] == "ExplicitlyDenied":
        kind = next((kind for kind in ("resource", "identity", "pb") if kind in answer["denied"]), "identity")
        article = "an" if kind == "identity" else "a"
        return f"{text} with an explicit deny in {article} {KINDS[kind]}"
    if action == "sts:AssumeRole":
        return text
    kind = "pb" if answer["denied"] == ["pb"] else "identity"
    return f"{text} because no {KINDS[kind]} allows the {action} action"


def refuse(start_response: Any, call: Call, text: str, error: str = ACCESS_DENIED) -> Iterable[bytes]:
    """Answers a call with an error in the service's protocol."""
    code = CODES.get((error, call.protocol), error)
    if call.protocol in ("json", "rest-json"):
        status = 403 if call.protocol == "rest-json" else 400
        # Some services name the field of the message in lower case, some in upper case.
        body = json.dumps({"__type": code, "message": text, "Message": text})
        return _answer(start_response, status, "application/x-amz-json-1.1", body, ("x-amzn-ErrorType", code))
    if code == "UnauthorizedOperation":
        text = f"You are not authorized to perform this operation. {text}"
    described = f"<Code>{code}</Code><Message>{escape(text)}</Message>"
    body = {
        "s3": f"<Error>{described}</Error>",
        "query": f"<ErrorResponse><Error><Type>Sender</Type>{described}</Error><RequestId>refused</RequestId></ErrorResponse>",
        "ec2": f"<Response><Errors><Error>{described}</Error></Errors><RequestID>refused</RequestID></Response>",
    }[call.protocol]
    # The answer to a HEAD request has no body.
    return _answer(start_response, 403, "application/xml", "" if call.operation.startswith("Head") else body)


def _answer(start_response: Any, status: int, content: str, text: str, *headers: tuple[str, str]) -> Iterable[bytes]:
    body = text.encode()
    start_response(f"{status} -", [("Content-Type", content), ("Content-Length", str(len(body))), *headers])
    return [body]
