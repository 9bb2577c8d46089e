"""Reads which operation of which AWS service a request calls. Every SDK and the CLI say it in the protocol of the service."""

import io
import json
import re
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

# A signature names the key, the region and the service.
CREDENTIAL = re.compile(r"Credential=([^/]+)/[^/]+/([^/]*)/([^/]+)/aws4_request")

# S3's operations, by method, on a bucket and on an object. The second part is the query parameter that distinguishes an operation.
BUCKET_OPERATIONS = {
    ("DELETE", ""): "DeleteBucket",
    ("GET", ""): "ListObjects",
    ("GET", "encryption"): "GetBucketEncryption",
    ("GET", "list-type"): "ListObjectsV2",
    ("GET", "location"): "GetBucketLocation",
    ("GET", "versions"): "ListObjectVersions",
    ("HEAD", ""): "HeadBucket",
    ("POST", "delete"): "DeleteObjects",
    ("PUT", ""): "CreateBucket",
}
OBJECT_OPERATIONS = {
    ("DELETE", ""): "DeleteObject",
    ("DELETE", "uploadId"): "AbortMultipartUpload",
    ("GET", ""): "GetObject",
    ("HEAD", ""): "HeadObject",
    ("POST", "uploadId"): "CompleteMultipartUpload",
    ("POST", "uploads"): "CreateMultipartUpload",
    ("PUT", ""): "PutObject",
    ("PUT", "uploadId"): "UploadPart",
}
# Query parameters that name no operation, but say more about it.
DETAILS = {
    "continuation-token",
    "delimiter",
    "encoding-type",
    "fetch-owner",
    "key-marker",
    "marker",
    "max-keys",
    "partNumber",
    "prefix",
    "start-after",
    "version-id-marker",
    "versionId",
    "x-id",
}

AMPLIFY_OPERATIONS = [
    ("POST", re.compile(r"^/apps/(?P<app>[^/]+)/branches/(?P<branch>[^/]+)/jobs$"), "StartJob"),
    ("GET", re.compile(r"^/apps/(?P<app>[^/]+)/branches/(?P<branch>[^/]+)/jobs/(?P<job>[^/]+)$"), "GetJob"),
]


@dataclass(frozen=True)
class Call:
    """One call of an AWS API."""

    service: str
    operation: str
    region: str
    parameters: dict[str, Any] = field(default_factory=dict)
    access_key: str = ""
    protocol: str = "json"


def read_key(environ: dict[str, Any]) -> str:
    """Reads the access key of a WSGI request, which is empty without a signature."""
    signature = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    return signature[1] if signature else ""


def read_call(environ: dict[str, Any]) -> Call:
    """Reads the call of a WSGI request. Leaves the request as it was."""
    signature = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    access_key, region, service = signature.groups() if signature else ("", "", "")
    if service == "s3":
        return _s3(environ, access_key, region)
    if service == "amplify":
        return _amplify(environ, access_key, region)
    if "HTTP_X_AMZ_TARGET" in environ:
        operation = environ["HTTP_X_AMZ_TARGET"].split(".")[-1]
        return Call(service, operation, region, json.loads(_body(environ) or b"{}"), access_key, "json")
    form = urllib.parse.parse_qs(_body(environ).decode() or environ.get("QUERY_STRING", ""))
    parameters = {name: values[0] for name, values in form.items()}
    operation = parameters.pop("Action", "") or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    # A call without a signature: AssumeRoleWithWebIdentity of AWS STS.
    service = service or ("sts" if operation.startswith("AssumeRoleWith") else "")
    return Call(service, operation, region, parameters, access_key, "ec2" if service == "ec2" else "query")


def _body(environ: dict[str, Any]) -> bytes:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _s3(environ: dict[str, Any], access_key: str, region: str) -> Call:
    query = dict(urllib.parse.parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    host = environ.get("HTTP_HOST", "").split(":")[0]
    path = environ["PATH_INFO"].encode("latin-1").decode()
    # BUCKET.localhost/KEY or localhost/BUCKET/KEY
    bucket, key = (host.removesuffix(".localhost"), path[1:]) if host.endswith(".localhost") else _parts(path[1:])
    names = [name for name in query if name not in DETAILS]
    name = names[0] if names else ""
    if "HTTP_X_AMZ_COPY_SOURCE" in environ:
        operation = None
    elif not bucket:
        operation = None
    else:
        operation = (OBJECT_OPERATIONS if key else BUCKET_OPERATIONS).get((environ["REQUEST_METHOD"], name))
    parameters = {"Bucket": bucket, "Key": key, "Prefix": query.get("prefix")}
    for header, parameter in (("HTTP_IF_NONE_MATCH", "IfNoneMatch"), ("HTTP_X_AMZ_SERVER_SIDE_ENCRYPTION", "ServerSideEncryption")):
        if header in environ:
            parameters[parameter] = environ[header]
    described = f"{environ['REQUEST_METHOD']} {'object' if key else 'bucket'} {name}".strip()
    return Call("s3", operation or described, region, parameters, access_key, "s3")


def _parts(path: str) -> tuple[str, str]:
    bucket, _, key = path.partition("/")
    return bucket, key


def _amplify(environ: dict[str, Any], access_key: str, region: str) -> Call:
    path = urllib.parse.urlsplit(environ.get("RAW_URI", environ["PATH_INFO"])).path
    for method, pattern, operation in AMPLIFY_OPERATIONS:
        match = pattern.match(path)
        if match and method == environ["REQUEST_METHOD"]:
            parameters = {name: urllib.parse.unquote(value) for name, value in match.groupdict().items()}
            return Call("amplify", operation, region, parameters, access_key, "rest-json")
    return Call("amplify", f"{environ['REQUEST_METHOD']} {path}", region, {}, access_key, "rest-json")
