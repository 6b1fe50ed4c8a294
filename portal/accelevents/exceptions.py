"""
What can go wrong between the portal and Accelevents.

    ApiError               anything below; catch this to catch all
    ├── ApiUnreachable     no answer: DNS, refused, timed out, reset
    ├── ApiBroken          an answer we cannot use: 5xx, redirect, HTML, cut off, another shape
    ├── ApiBusy            429 or 503: not now, perhaps later
    └── ApiRefused         a clear no; `reason` says which
        ├── SignInRequired     the token is missing, expired or revoked
        └── WrongPath          a call whose path is a setting is not where we thought

No words for the attendee live here: the pages have them, by `reason`.
"""

# ruff: noqa: N818 -- the names say what happened

from enum import StrEnum, auto
from typing import Any

MAX_MESSAGE_CHARS = 300  # characters of upstream's sentence that are kept


class Reason(StrEnum):
    """Why upstream said no; the value is the name in lower case."""

    SIGN_IN_AGAIN = auto()
    NOT_FOUND = auto()
    NOT_NOW = auto()  # "time limit": too early, over, or closed to late comers; the times tell
    FULL = auto()
    WRONG_TICKET = auto()
    NO_EVENT_TICKET = auto()
    LIMIT_REACHED = auto()
    HIDDEN = auto()  # this one session is closed to this attendee
    FORBIDDEN = auto()
    RECORDING_ONLY = auto()
    EVENT_NOT_FOUND = auto()
    EVENT_NOT_OPEN = auto()
    EVENT_FULL = auto()
    TOO_MANY_TRIES = auto()
    WRONG_PASSWORD = auto()
    ACCOUNT_LOCKED = auto()
    KEY_INVALID = auto()
    KEY_BLOCKED = auto()
    KEY_USED = auto()
    ACCOUNT_PROBLEM = auto()
    UNKNOWN = auto()


class ApiError(Exception):
    """
    One failed call.

    `call` is its template ("PUT /rest/events/{event}/session/{session}"), `http_status` upstream's
    status (None: there was no answer), `code` its errorCode, else the status as text, else "".
    `upstream_message` is upstream's own sentence: plain text, not yet escaped, "" if it said none. `seconds` is
    how long the call took. str(error) is for the log and holds no secret.
    """

    def __init__(
        self,
        call: str,
        *,
        http_status: int | None = None,
        code: str = "",
        upstream_message: str = "",
        detail: str = "",
        seconds: float = 0.0,
    ) -> None:
        super().__init__(call)
        self.call = call
        self.http_status = http_status
        self.code = code
        self.upstream_message = upstream_message[:MAX_MESSAGE_CHARS]
        self.detail = detail  # for the log alone: what was wrong with the answer
        self.seconds = seconds

    def __str__(self) -> str:
        status = self.http_status or "no answer"
        parts = (f"{self.call}: {status}", self.code, self.upstream_message[:200], self.detail)
        return ", ".join(part for part in parts if part)


class ApiUnreachable(ApiError):
    """No answer. `sent` False: surely nothing reached upstream; True: it may have acted on it."""

    def __init__(self, call: str, *, sent: bool = True, **facts: Any) -> None:
        super().__init__(call, **facts)
        self.sent = sent


class ApiInvalidResponse(ApiError):
    """An answer we cannot use; after a PUT or POST upstream may have done what was asked."""


class ApiUnavailable(ApiError):
    """429 or 503. `retry_after` is upstream's wish in seconds, None if it named none."""

    def __init__(self, call: str, *, retry_after: float | None = None, **facts: Any) -> None:
        super().__init__(call, **facts)
        self.retry_after = retry_after


class ApiRefused(ApiError):
    """A clear no. `limit` is the number of sessions a ticket permits, where upstream names it."""

    default_reason = Reason.UNKNOWN

    def __init__(
        self, call: str, *, reason: Reason | None = None, limit: int | None = None, **facts: Any
    ) -> None:
        super().__init__(call, **facts)
        self.reason = reason or self.default_reason
        self.limit = limit


class AuthenticationRequired(ApiRefused):
    """The token is missing, expired or revoked: sign in again, then come back here."""

    default_reason = Reason.SIGN_IN_AGAIN


class EndpointNotFound(ApiRefused):
    """404 or 405 without any sign of upstream's own on a call whose path is a setting."""

    default_reason = Reason.NOT_FOUND
