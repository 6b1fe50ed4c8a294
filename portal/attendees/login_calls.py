"""
The calls that make a token, tried gently.

The password's call is not documented, so it may not be there: that is told as it is, and not as a
wrong password. A mailed key and the token of an access link look alike, so what one call does not
know, the other is asked once.
"""

import logging

from django.views.decorators.debug import sensitive_variables

from portal.accelevents import Accelevents
from portal.accelevents.exceptions import ApiError, ApiInvalidResponse, ApiRefused, Reason
from portal.accelevents.records import LoginResult
from portal.attendees.sign_in_link import SignInLink
from portal.observability import findings

logger = logging.getLogger(__name__)

QUESTION = "password_login"
# What is left of a refusal when upstream gave no code and no sentence that we know.
BY_STATUS_ALONE = {Reason.UNKNOWN, Reason.NOT_FOUND, Reason.FORBIDDEN}


class PasswordLoginMissing(ApiError):  # noqa: N818 - it says what happened
    """Nothing that takes a password answers where the sign-in call was expected."""


@sensitive_variables("email", "password")
def sign_in_with_password(api: Accelevents, email: str, password: str) -> LoginResult:
    """
    The token for this email and password. Raises ApiError, PasswordLoginMissing among them.

    POST /rest/u/login: no reference page.
    """
    try:
        login = api.sign_in_with_password(email, password)
    except ApiError as error:
        if _is_absent(error):
            raise _missing(error) from error
        if isinstance(error, ApiRefused) and error.reason not in BY_STATUS_ALONE:
            findings.record(QUESTION, "works")
        raise
    findings.record(QUESTION, "works")
    return login


@sensitive_variables("link")
def sign_in_with_link(api: Accelevents, link: SignInLink) -> LoginResult:
    """
    The token for a mailed key, which is spent, or for an access link's token, which is not.

    Raises ApiError.

    POST /rest/u/loginUserByUserKey/{key}, POST /rest/u/login/token/{key}
    https://developer.accelevents.com/reference/login-using-userkey
    https://developer.accelevents.com/reference/login-using-token
    """
    calls = [api.sign_in_with_user_key, api.sign_in_with_login_token]
    likely, other = reversed(calls) if link.is_token else calls
    try:
        return likely(link.key)
    except ApiRefused as refused:
        if refused.reason is not Reason.KEY_INVALID:
            raise
        unknown_key = refused
    try:
        return other(link.key)
    except ApiError as error:
        raise unknown_key if _says_nothing(error) else error from None


def _missing(error: ApiError) -> PasswordLoginMissing:
    """The error to raise; it stands in the log once, until the call has worked again."""
    if findings.found(QUESTION) != "missing":
        logger.error("there is no sign-in by password at Accelevents: %s", error)
    findings.record(QUESTION, "missing")
    return PasswordLoginMissing(
        error.call, http_status=error.http_status, code=error.code, seconds=error.seconds
    )


def _is_absent(error: ApiError) -> bool:
    """Whether no call answered, but a redirect, a page of HTML, a 404 or 405 without a code."""
    status = error.http_status or 0
    if isinstance(error, ApiInvalidResponse):
        return 300 <= status < 400 or (error.is_html and status < 500)
    return status in (404, 405) and error.code == str(status) and _says_nothing(error)


def _says_nothing(error: ApiError) -> bool:
    """Whether the answer came without any word of upstream's that we know."""
    if isinstance(error, ApiRefused):
        return error.reason in BY_STATUS_ALONE
    return isinstance(error, ApiInvalidResponse)
