"""How a call failed, in one word, and what upstream said to it."""

from django.utils.translation import gettext as _

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
    Reason,
)

# Statuses with which a wall against bots, or a gateway, shows a page of its own.
WALL_STATUSES = {403, 429, 503}
MIN_CODE_CHARS = 6  # upstream's own codes are longer than a status
GENERAL_NOT_FOUND = "The resource you were trying to reach"  # its sentence for a wrong address


def answer_for(error: ApiError) -> str:
    """One of silent, wall, missing, busy, sign_in, broken, unusable, no_event, refused."""
    status = error.http_status or 0
    if isinstance(error, ApiUnreachable):
        return "silent"
    if _is_web_page(error) and status in WALL_STATUSES:
        return "wall"
    if _is_no_such_call(error, status):
        return "missing"
    if isinstance(error, ApiUnavailable):
        return "busy"
    if isinstance(error, AuthenticationRequired):
        return "sign_in"
    if isinstance(error, ApiInvalidResponse):
        return "broken" if status >= 500 else "unusable"
    is_no_event = isinstance(error, ApiRefused) and error.reason is Reason.EVENT_NOT_FOUND
    return "no_event" if is_no_event else "refused"


def said(error: ApiError) -> str:
    """The call, status, code and sentence: "PUT …/{session}: 404, 404800, Session not found!"."""
    status = f"{error.call}: {error.http_status or error.detail}"
    code = error.code if error.code != str(error.http_status) else ""
    words = _("a web page") if _is_web_page(error) else error.upstream_message[:200]
    return ", ".join(filter(None, (status, code, words)))


def is_not_found(error: ApiError) -> bool:
    """Whether upstream looked for the session and found none, which proves the path of the call."""
    return error.code == "404800" or "session not found" in error.upstream_message.casefold()


def _is_no_such_call(error: ApiError, status: int) -> bool:
    """Whether a server answered that does not know the address, or knows it with another method."""
    if _is_web_page(error) or 300 <= status < 400:
        return status < 500
    is_own_code = len(error.code) >= MIN_CODE_CHARS
    is_general = not error.upstream_message or GENERAL_NOT_FOUND in error.upstream_message
    return status in (404, 405) and not is_own_code and is_general


def _is_web_page(error: ApiError) -> bool:
    return error.detail.startswith("HTML")
