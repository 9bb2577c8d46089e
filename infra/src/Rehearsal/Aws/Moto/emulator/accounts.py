"""Serves several accounts: a call with the key of a session is made in the account of its role. moto makes all calls in one account."""

from moto.core.responses import BaseResponse

from .permissions import principals


def install() -> None:
    BaseResponse.get_current_account = _account_of


def _account_of(self: BaseResponse) -> str:
    try:
        return principals.find_session(self.get_access_key()).account_id
    except principals.UnknownKey:
        return principals.ACCOUNT
