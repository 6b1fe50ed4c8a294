"""
One call on the wire: sent, retried if that is safe, read within its limits, logged.

What leaves here is an Answer or an ApiError. Neither an error's text nor its cause holds what was
sent: exceptions of `requests` quote whole addresses, so they end here.
"""

import logging
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from math import inf
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError
from urllib3.util import Timeout

from portal.accelevents import connections, parsing
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiUnavailable,
    ApiUnreachable,
)
from portal.accelevents.responses import RawResponse, parse_response
from portal.observability.counters import count, observe

CHUNK = 65_536
MAX_PAUSE = 2.0
SECRET_AT_LEAST = 5  # shorter ones are words of any sentence
FAILURES = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)
Record = TypeVar("Record")
Reader = Callable[[Any], Record]
logger = logging.getLogger("portal.accelevents")


@dataclass(frozen=True)  # no slots: the settings read the defaults from the class
class Upstream:
    """
    Where the API is and how it is called.

    The three calls are templates as `calls.call_template` reads them, "" for "not offered".
    `connect_timeout` and `read_timeout` are seconds, the latter for one whole call with its
    retries; `max_bytes` bounds one answer after decompression.
    """

    origin: str
    register_call: str = "POST /rest/events/{event}/user-session/{session}"
    unregister_call: str = ""
    status_call: str = ""
    key: str = field(default="", repr=False)
    connect_timeout: float = 3.05
    read_timeout: float = 10.0
    max_bytes: int = 5_000_000
    pool_size: int = 64
    retries: int = 2
    pause: float = 0.2  # before the first retry; doubles, with jitter


@dataclass(frozen=True, slots=True)
class Request:
    """What one call sends; nothing of it but the call's template is ever logged."""

    call: Endpoint
    path: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    query: dict[str, str] = field(repr=False)
    body: dict[str, Any] | None = field(repr=False, default=None)
    secrets: tuple[str, ...] = field(repr=False, default=())

    def redact(self, words: str) -> str:
        """`words` without this request's secrets, should upstream have quoted one."""
        for secret in self.secrets:
            if len(secret) >= SECRET_AT_LEAST:
                words = words.replace(secret, "…").replace(quote(secret, safe=""), "…")
        return words


class Transport:
    """The way to one upstream for one client."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    def send(self, request: Request, read: Reader[Record]) -> Record:
        """
        What `read` makes of the answer's JSON value, None if it is empty.

        Raises nothing but ApiError: a ValueError of `read` means an answer we cannot use.
        """
        started = monotonic()
        record = self._send_with_retries(request, read, started + self._upstream.read_timeout)
        seconds = monotonic() - started
        _log(request.call, record, seconds)
        if isinstance(record, ApiError):
            record.seconds = seconds
            record.upstream_message, record.detail = (
                request.redact(record.upstream_message),
                request.redact(record.detail),
            )
            raise record
        return record

    def _send_with_retries(
        self, request: Request, read: Reader[Record], deadline: float
    ) -> Record | ApiError:
        outcome = self._send_once(request, read, deadline)
        for attempt in range(self._upstream.retries):
            if not isinstance(outcome, ApiError) or not _may_retry(request.call, outcome):
                break
            pause = _pause(outcome, self._upstream.pause * 2**attempt)
            if monotonic() + pause >= deadline:
                break
            sleep(pause)
            outcome = self._send_once(request, read, deadline)
        return outcome

    def _send_once(
        self, request: Request, read: Reader[Record], deadline: float
    ) -> Record | ApiError:
        try:
            reply = self._open(request, max(deadline - monotonic(), 0.001))
        except FAILURES as failure:
            return _unanswered(request.call, failure)
        with reply:
            answer = self._read(request.call, reply)
        return answer if isinstance(answer, ApiError) else _record(request.call, answer, read)

    def _open(self, request: Request, seconds: float) -> requests.Response:
        timeout = Timeout(connect=min(self._upstream.connect_timeout, seconds), total=seconds)
        prepared = requests.PreparedRequest()
        prepared.prepare(
            request.call.method,
            self._upstream.origin.rstrip("/") + request.path,
            headers=connections.HEADERS | request.headers,
            params=request.query,
            json=request.body,
        )
        return connections.send(prepared, self._upstream.pool_size, timeout)

    def _read(self, call: Endpoint, reply: requests.Response) -> RawResponse | ApiError:
        status = reply.status_code
        try:
            body = b"" if 300 <= status < 400 else self._body(reply)
        except requests.ConnectionError:  # that is how a timeout shows once an answer has begun
            return ApiUnreachable(str(call), http_status=status, detail="too slow")
        except FAILURES as failure:
            detail = f"cut off: {type(failure).__name__}"
            return ApiInvalidResponse(str(call), http_status=status, detail=detail)
        if body is None:
            return ApiInvalidResponse(str(call), http_status=status, detail="too large")
        wish = _seconds(reply.headers.get("Retry-After", ""))
        return RawResponse(status, body.decode("utf-8-sig", "replace"), wish)

    def _body(self, reply: requests.Response) -> bytes | None:
        """The body; None if it is larger than we take, in which case it is left unread."""
        most, body = self._upstream.max_bytes, bytearray()
        if (parsing.integer(reply.headers.get("Content-Length")) or 0) > most:
            return None
        for chunk in reply.iter_content(CHUNK):
            body += chunk
            if len(body) > most:
                return None
        return bytes(body)


def _record(call: Endpoint, answer: RawResponse, read: Reader[Record]) -> Record | ApiError:
    error, body = parse_response(call, answer)
    try:
        return error or read(body)
    except ValueError as unusable:
        status = answer.status
        return ApiInvalidResponse(
            str(call), http_status=status, code=str(status), detail=str(unusable)
        )


def _unanswered(call: Endpoint, failure: Exception) -> ApiUnreachable:
    reason = getattr(next(iter(failure.args), None), "reason", None)
    names = (type(cause).__name__ for cause in (failure, reason) if cause is not None)
    return ApiUnreachable(str(call), sent=not _is_unsent(failure, reason), detail=", ".join(names))


def _is_unsent(failure: Exception, reason: object) -> bool:
    """Whether a failure surely came before the first byte of the request left."""
    if isinstance(failure, requests.exceptions.SSLError):
        cause = next(iter(getattr(reason, "args", ())), None)
        return isinstance(cause, ssl.SSLCertVerificationError)
    never = (requests.ConnectTimeout, requests.exceptions.InvalidURL, UnicodeError)
    return isinstance(failure, never) or isinstance(reason, ConnectTimeoutError)


def _may_retry(call: Endpoint, error: ApiError) -> bool:
    """Whether asking again does no harm and may help: reads, and whatever was surely never sent."""
    if isinstance(error, ApiUnreachable) and not error.sent:
        return True
    if isinstance(error, ApiInvalidResponse):
        return call.is_read and (error.http_status or 0) >= 500
    return call.is_read and isinstance(error, ApiUnreachable | ApiUnavailable)


def _pause(error: ApiError, usual: float) -> float:
    """Seconds to wait: upstream's wish if it is short, for ever if it is long; else with jitter."""
    pause = min(usual, MAX_PAUSE) * random.uniform(0.5, 1)  # noqa: S311 -- jitter, no secret
    wish = error.retry_after if isinstance(error, ApiUnavailable) else None
    if wish is None:
        return pause
    return max(wish, pause) if wish <= MAX_PAUSE else inf


def _seconds(retry_after: str) -> float | None:
    """Retry-After, seconds or a date, in seconds from now, a day at most; None if it is neither."""
    found = parsing.integer(retry_after)
    if found is None:
        try:
            found = int((parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError, OverflowError):  # naive, no date, out of the calendar
            return None
    return float(min(max(found, 0), 86_400))


def _log(call: Endpoint, record: object, seconds: float) -> None:
    error = record if isinstance(record, ApiError) else None
    status = "ok" if error is None else error.http_status or "no answer"
    count("portal_upstream_calls_total", call=str(call), status=str(status))
    observe("portal_upstream_seconds", seconds, call=str(call))
    logger.info("%s: %s %s in %.3f s", call, status, error.code if error else "-", seconds)
