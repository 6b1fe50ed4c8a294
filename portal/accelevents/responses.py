"""
Which answer is which: the one place that decides whether a call went well, and if not, why.

It decides by the whole errorCode first (4042005 is no 404), then by upstream's documented words,
since three refusals share 406, then by the status. A page of HTML is nobody's answer but a
gateway's or a bot wall's. It is pure and needs no network.
https://developer.accelevents.com/docs/workshop-session
"""

import re
from dataclasses import dataclass
from typing import Any

from portal.accelevents import parsing
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.error_codes import reason_for, reason_for_status
from portal.accelevents.exceptions import (
    MAX_MESSAGE_CHARS,
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    AuthenticationRequired,
    EndpointNotFound,
    Reason,
)

_MESSAGE_FIELDS = ("errorMessage", "message", "developerMessage", "error")
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer: its status, its body as text, and Retry-After in seconds (None if not sent)."""

    status: int
    body: str = ""
    retry_after: float | None = None


def parse_response(endpoint: Endpoint, response: RawResponse) -> tuple[ApiError | None, Any]:
    """(the error that an answer means, None), or (None, its JSON value) if there is no error."""
    text = response.body.strip()
    body, problem = _parse_body(text, response.status)
    if 200 <= response.status < 300 and not problem and not _contains_error(body):
        return None, body
    code, message = extract_error(body)
    error = _error(endpoint, response, problem, code, message)
    error.http_status = response.status
    error.status = _decisive_status(response.status, code)
    error.code = code or str(response.status)
    error.upstream_message = message
    error.is_html = problem == "HTML"
    error.detail = f"{problem}: {text[:200]!r}" if problem == "HTML" else problem
    return error, None


def _parse_body(text: str, status: int) -> tuple[Any, str]:
    """(the JSON value of a body, ""), or (the plain sentence that it is, "HTML" or "not JSON")."""
    try:
        return parsing.parse_json(text) if text else None, ""
    except ValueError:
        is_sentence = status >= 400 and text[0] not in "<{["  # a cut-off 200 may hold a secret
        return text if is_sentence else None, "HTML" if text[0] == "<" else "not JSON"


def _contains_error(body: Any) -> bool:
    """Whether the body of a 200 tells of a failure all the same."""
    fields = body if isinstance(body, dict) else {}
    is_named = any(fields.get(name) for name in ("errorCode", "errorMessage", "error"))
    return is_named or parsing.enum_word(fields.get("type")) == "ERROR"


def extract_error(body: Any) -> tuple[str, str]:
    """(errorCode, sentence) of an error body: flat, in an array, nested one level down; or ""."""
    outer = _first_if_list(body)
    if not isinstance(outer, dict):
        return "", plain_text(outer)
    inner = (_first_if_list(outer.get(name)) for name in ("error", "errors", "data"))
    levels = [level for level in (outer, *inner) if isinstance(level, dict)]
    codes = (_code(level.get(name)) for level in levels for name in ("errorCode", "code"))
    messages = (plain_text(level.get(name)) for level in levels for name in _MESSAGE_FIELDS)
    return next(filter(None, codes), ""), next(filter(None, messages), "")


def _first_if_list(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def plain_text(value: Any) -> str:
    """Upstream's words as one sentence of at most MAX_MESSAGE_CHARS, without tags."""
    words = _TAG.sub(" ", parsing.text(value, MAX_MESSAGE_CHARS * 4))
    return " ".join(words.split())[:MAX_MESSAGE_CHARS].strip()


def _code(value: Any) -> str:
    return parsing.token(parsing.id_text(value), 40)


def _error(
    endpoint: Endpoint, response: RawResponse, problem: str, code: str, message: str
) -> ApiError:
    """The error of the right class: by code or words if they are known, else by status."""
    status = _decisive_status(response.status, code)
    reason = reason_for(endpoint.kind, status, code, message)
    if reason is not None:
        return _refused(endpoint, reason, message, is_documented=True)
    if status in (429, 503):
        return ApiUnavailable(str(endpoint), retry_after=response.retry_after)
    if endpoint.is_configured and status in (404, 405) and not _is_upstream_code(code):
        return EndpointNotFound(str(endpoint))
    reason = reason_for_status(endpoint.kind, status)
    # A 401 may be a page all the same: it ends no sign-in before "my profile" has said so too.
    is_page = problem == "HTML" and reason is not Reason.SIGN_IN_AGAIN
    if is_page or _is_unusable(status, problem):
        return ApiInvalidResponse(str(endpoint))
    return _refused(endpoint, reason, message, is_documented=False)


def _decisive_status(http_status: int, code: str) -> int:
    """The status that decides: a bare code ("407"), else the HTTP one; a 200 yields to its code."""
    number = int(code) if code.isdigit() else 0
    if 400 <= number < 600:
        return number
    if _is_upstream_code(code) and http_status < 300:
        return int(code[:3])
    return http_status


def _is_upstream_code(code: str) -> bool:
    """Whether a code is one of upstream's own, such as 404800: longer than a status."""
    return code.isdigit() and 6 <= len(code) <= 8


def _is_unusable(status: int, problem: str) -> bool:
    """Whether an answer means nothing: a redirect, a 5xx, a 200 without JSON."""
    return status >= 500 or status < 200 or 300 <= status < 400 or bool(problem and status < 300)


def _refused(
    endpoint: Endpoint, reason: Reason, message: str, *, is_documented: bool
) -> ApiRefused:
    if reason is Reason.SIGN_IN_AGAIN:
        return AuthenticationRequired(str(endpoint), is_documented=is_documented)
    number = re.search(r"registering for (\d{1,4})\b", message, re.ASCII | re.IGNORECASE)
    limit = int(number[1]) if number and reason is Reason.LIMIT_REACHED else None
    return ApiRefused(str(endpoint), reason=reason, is_documented=is_documented, limit=limit)
