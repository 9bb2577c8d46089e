"""The sessions of roles. Programs of a role call AWS with the access key of a session; the rehearsal itself has a key of its own."""

import base64
import json
import os

from moto.sts.models import AssumedRole, sts_backends

# The key of the rehearsal itself and of the person who runs it: an administrator of the account.
ADMINISTRATOR = "rehearsal"

# The account and the region of the rehearsal.
ACCOUNT = os.environ["MOTO_ACCOUNT_ID"]
REGION = os.environ["AWS_DEFAULT_REGION"]


class UnknownKey(Exception):
    """A call with an access key that belongs to no session, or without any."""

    def __init__(self) -> None:
        super().__init__("The security token included in the request is invalid.")


def find_session(access_key: str) -> AssumedRole:
    """Finds the session of an access key, in any account. Raises UnknownKey."""
    for _, _, sts in list(sts_backends.iter_backends()):
        session = sts.get_assumed_role_from_access_key(access_key)
        if session is not None:
            return session
    raise UnknownKey()


def read_token(account: str, token: str) -> tuple[str, dict[str, str]]:
    """Reads the provider and the claims of an identity token. Its signature isn't checked. Raises ValueError."""
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("The ID Token provided is not a valid JWT.")
    claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    issuer = claims["iss"].removeprefix("https://")
    return f"arn:aws:iam::{account}:oidc-provider/{issuer}", {f"{issuer}:{claim}": claims[claim] for claim in ("aud", "sub")}


def start_session(account: str, role: str, name: str) -> AssumedRole:
    return sts_backends[account]["aws"].assume_role(
        region_name=REGION, role_session_name=name, role_arn=role, policy="", duration=3600, external_id=""
    )
