"""
Everything that can go wrong between the portal and Accelevents.

    ApiError                       any error below; catch this to catch all
    ├── ApiUnreachable             no answer: DNS, refused, timed out, reset
    ├── ApiInvalidResponse         an unusable answer: 5xx, redirect, HTML, cut off, another shape
    ├── ApiUnavailable             429 or 503: not now, perhaps later
    │   └── TooManyWaiting             not asked: as many as may wait for it do already
    └── ApiRefused                 a clear no; `reason` says which
        ├── AuthenticationRequired     the token is missing, expired or revoked
        └── EndpointNotFound           a call whose path is a setting is not where we thought

No text for the attendee lives here: the pages choose it by `reason`.
"""

# ruff: noqa: N818 -- the names say what happened

from enum import StrEnum, auto
from typing import Any

WAITING_RETRY_SECONDS = 5.0  # after which a call that waited too long has ended
LOADING_RETRY_SECONDS = 5.0
MAX_MESSAGE_CHARS = 300  # of upstream's sentence; the rest is cut off


class Reason(StrEnum):
    """Why upstream said no; the value is the name in lower case."""

    SIGN_IN_AGAIN = auto()
    NOT_FOUND = auto()
    NOT_NOW = auto()  # "time limit": too early, over, or closed to latecomers; the times tell
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

    `call` is its template ("PUT /rest/events/{event}/session/{session}"). `http_status` is
    upstream's status, None if there was no answer; `status` is the one that counts, which a code
    in the body of a 200 may name. `code` is upstream's errorCode, else the status as text, else "".
    `upstream_message` is upstream's own sentence: plain text, not yet escaped, "" if it sent none.
    `seconds` is the duration of the call. `is_html`: a page came instead of an answer, such as a
    gateway's or a bot wall's, which is no word of upstream's, whatever its status. str(error) is
    for the log and contains no secret.
    """

    is_html = False

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
        self.http_status = self.status = http_status
        self.code = code
        self.upstream_message = upstream_message[:MAX_MESSAGE_CHARS]
        self.detail = detail  # for the log alone: what was wrong with the answer
        self.seconds = seconds

    def __str__(self) -> str:
        status = self.http_status or "no answer"
        parts = (f"{self.call}: {status}", self.code, self.upstream_message[:200], self.detail)
        return ", ".join(part for part in parts if part)


class ApiUnreachable(ApiError):
    """
    No answer came.

    `sent` is False if surely nothing reached upstream, True if upstream may have acted on it.
    """

    def __init__(self, call: str, *, sent: bool = True, **details: Any) -> None:
        super().__init__(call, **details)
        self.sent = sent


class ApiInvalidResponse(ApiError):
    """An unusable answer; after a PUT or POST, upstream may have done what was requested."""


class ApiUnavailable(ApiError):
    """
    Upstream answered 429 (too many requests) or 503; `status` says which.

    `retry_after` is how many seconds upstream asks us to wait, None if it named no time.
    """

    def __init__(self, call: str, *, retry_after: float | None = None, **details: Any) -> None:
        super().__init__(call, **details)
        self.retry_after = retry_after


class TooManyWaiting(ApiUnavailable):
    """Upstream was not asked: as many threads as may wait for it at once do already."""

    def __init__(self, call: str) -> None:
        super().__init__(call, retry_after=WAITING_RETRY_SECONDS, detail="too many are waiting")


class StillLoading(ApiUnavailable):
    """Only the first pages of a long list have come; what is asked for may be on the others."""

    def __init__(self, call: str) -> None:
        super().__init__(call, retry_after=LOADING_RETRY_SECONDS, detail="the list is loading")


class ApiRefused(ApiError):
    """
    A clear no.

    `is_documented` is True if upstream gave `reason` by one of its documented codes or sentences,
    False if only the status speaks. `limit` is the number of sessions a ticket permits, None if
    upstream did not name it.
    """

    default_reason = Reason.UNKNOWN

    def __init__(
        self,
        call: str,
        *,
        reason: Reason | None = None,
        is_documented: bool = False,
        limit: int | None = None,
        **details: Any,
    ) -> None:
        super().__init__(call, **details)
        self.reason = reason or self.default_reason
        self.is_documented = is_documented
        self.limit = limit


class AuthenticationRequired(ApiRefused):
    """The token is missing, expired or revoked: the attendee signs in again, then comes back."""

    default_reason = Reason.SIGN_IN_AGAIN


class EndpointNotFound(ApiRefused):
    """A call whose path is a setting got a 404 or 405 without one of upstream's own codes."""

    default_reason = Reason.NOT_FOUND
