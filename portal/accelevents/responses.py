"""
Which answer is which: the one place that decides whether a call went well, and why not.

Decided by the whole errorCode first (4042005 is no 404), then by upstream's documented words, since
three refusals share 406, then by the status. Pure: needs no network.
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

_KEEP_MEANING_AS_HTML = {401, 403, 404}  # a gateway's page with another status says nothing
_SENTENCES = ("errorMessage", "message", "developerMessage", "error")
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class RawResponse:
    """What came back: the status, the body as text, and Retry-After in seconds if it was named."""

    status: int
    body: str = ""
    retry_after: float | None = None


def parse_response(call: Endpoint, answer: RawResponse) -> tuple[ApiError | None, Any]:
    """(what is wrong with an answer, its JSON value); nothing is wrong: (None, the value)."""
    text = answer.body.strip()
    body, problem = _value(text, answer.status)
    if 200 <= answer.status < 300 and not problem and not _says_error(body):
        return None, body
    code, message = extract_error(body)
    error = _error(call, answer, problem, code, message)
    error.http_status, error.code, error.upstream_message = (
        answer.status,
        code or str(answer.status),
        message,
    )
    error.detail = f"{problem}: {text[:200]!r}" if problem == "HTML" else problem
    return error, None


def _value(text: str, status: int) -> tuple[Any, str]:
    """(the JSON value of a body, "") or (the plain sentence it is, what it is instead of JSON)."""
    try:
        return parsing.parse_json(text) if text else None, ""
    except ValueError:
        is_sentence = status >= 400 and text[0] not in "<{["  # a cut-off 200 may hold a secret
        return text if is_sentence else None, "HTML" if text[0] == "<" else "not JSON"


def _says_error(body: Any) -> bool:
    """Whether a 200 is a failure all the same."""
    found = body if isinstance(body, dict) else {}
    named = any(found.get(name) for name in ("errorCode", "errorMessage", "error"))
    return named or parsing.enum_word(found.get("type")) == "ERROR"


def extract_error(body: Any) -> tuple[str, str]:
    """(errorCode, sentence) of an error body: flat, in an array, nested one level down; or ""."""
    outer = body[0] if isinstance(body, list) and body else body
    if not isinstance(outer, dict):
        return "", plain(outer)
    inner = (outer.get(name) for name in ("error", "errors", "data"))
    levels = [outer, *(value[0] if isinstance(value, list) and value else value for value in inner)]
    found = [level for level in levels if isinstance(level, dict)]
    codes = (_code(level.get(name)) for level in found for name in ("errorCode", "code"))
    words = (plain(level.get(name)) for level in found for name in _SENTENCES)
    return next(filter(None, codes), ""), next(filter(None, words), "")


def plain(value: Any) -> str:
    """Upstream's words as one plain sentence of at most SAID_AT_MOST characters, tags removed."""
    words = _TAG.sub(" ", parsing.text(value, MAX_MESSAGE_CHARS * 4))
    return " ".join(words.split())[:MAX_MESSAGE_CHARS].strip()


def _code(value: Any) -> str:
    return parsing.token(parsing.id_text(value), 40)


def _error(call: Endpoint, answer: RawResponse, problem: str, code: str, message: str) -> ApiError:
    """The error of the right kind, by code or words if they say something, else by status."""
    status = _status(answer.status, code)
    reason = reason_for(call.kind, status, code, message)
    if reason is not None:
        return _refused(call, reason, message)
    if status in (429, 503):
        return ApiUnavailable(str(call), retry_after=answer.retry_after)
    if call.is_configured and status in (404, 405) and not _is_upstreams(code):
        return EndpointNotFound(str(call))
    if _is_unusable(status, problem):
        return ApiInvalidResponse(str(call))
    return _refused(call, reason_for_status(call.kind, status), message)


def _status(http_status: int, code: str) -> int:
    """What to judge by: a bare code ("407"), else the status, else what a code begins with."""
    number = int(code) if code.isdigit() else 0
    if 400 <= number < 600:
        return number
    if _is_upstreams(code) and http_status < 300:
        return int(code[:3])
    return http_status


def _is_upstreams(code: str) -> bool:
    """Whether a code is one of upstream's own, such as 404800: longer than a status."""
    return code.isdigit() and 6 <= len(code) <= 8


def _is_unusable(status: int, problem: str) -> bool:
    """Whether an answer means nothing: a redirect, a 5xx, a gateway's page, a 200 without JSON."""
    if problem == "HTML":
        return status not in _KEEP_MEANING_AS_HTML
    return status >= 500 or status < 200 or 300 <= status < 400 or bool(problem and status < 300)


def _refused(call: Endpoint, reason: Reason, message: str) -> ApiRefused:
    if reason is Reason.SIGN_IN_AGAIN:
        return AuthenticationRequired(str(call))
    number = re.search(r"registering for (\d{1,4})\b", message, re.ASCII | re.IGNORECASE)
    limit = int(number[1]) if number and reason is Reason.LIMIT_REACHED else None
    return ApiRefused(str(call), reason=reason, limit=limit)
