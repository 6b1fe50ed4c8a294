"""
One call on the wire: sent, retried if that is safe, read within its limits, logged.

The result is a record or an ApiError. Neither an error's text nor its cause contains anything that
was sent: the exceptions of `requests` quote whole addresses, so they end here.
"""

import logging
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any, TypeVar

import requests
from urllib3.util import Timeout

from portal.accelevents import computing, connections, parsing, waiting
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiUnreachable,
    TooManyWaiting,
)
from portal.accelevents.network_errors import NETWORK_ERRORS, unreachable
from portal.accelevents.request import Request
from portal.accelevents.responses import RawResponse, parse_response
from portal.accelevents.retry import delay_before_retry, may_retry, parse_retry_after
from portal.accelevents.upstream import Upstream
from portal.observability import counters

CHUNK_BYTES = 65_536
Record = TypeVar("Record")
Reader = Callable[[Any], Record]
logger = logging.getLogger("portal.accelevents")


class ResponseTooLarge(ApiInvalidResponse):
    """An answer of more than `max_bytes`, left unread; a smaller page of a list may do."""


class Transport:
    """The way to one upstream for one client."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    def send(self, request: Request, read: Reader[Record], deadline: float = inf) -> Record:
        """
        The record that `read` makes of the answer's JSON value (None if the answer is empty).

        It takes `read_timeout` at most, and ends at `deadline` (monotonic seconds). Raises nothing
        but ApiError: a ValueError of `read` means that the answer is unusable, and nothing is sent
        if this thread may not wait now (TooManyWaiting).
        """
        with waiting.permission() as may_wait:
            if not may_wait:
                raise TooManyWaiting(str(request.endpoint))
            return self._send(request, read, deadline)

    def _send(self, request: Request, read: Reader[Record], deadline: float) -> Record:
        started = monotonic()
        deadline = min(deadline, started + self._upstream.read_timeout)
        result = self._send_with_retries(request, read, deadline)
        seconds = monotonic() - started
        _log(request.endpoint, result, seconds)
        if isinstance(result, ApiError):
            result.seconds = seconds
            result.upstream_message = request.redact(result.upstream_message)
            result.detail = request.redact(result.detail)
            raise result
        return result

    def _send_with_retries(
        self, request: Request, read: Reader[Record], deadline: float
    ) -> Record | ApiError:
        result = self._send_once(request, read, deadline)
        for attempt in range(self._upstream.retries):
            if not isinstance(result, ApiError) or not may_retry(request.endpoint, result):
                break
            delay = delay_before_retry(result, self._upstream.retry_delay * 2**attempt)
            if monotonic() + delay >= deadline:
                break
            computing.sleep(delay)
            result = self._send_once(request, read, deadline)
        return result

    def _send_once(
        self, request: Request, read: Reader[Record], deadline: float
    ) -> Record | ApiError:
        try:
            reply = self._open(request, max(deadline - monotonic(), 0.001))
        except NETWORK_ERRORS as error:
            return unreachable(request.endpoint, error)
        with reply:
            response = self._read(request.endpoint, reply)
        if isinstance(response, ApiError):
            return response
        return _to_record(request.endpoint, response, read)

    def _open(self, request: Request, seconds: float) -> requests.Response:
        timeout = Timeout(connect=min(self._upstream.connect_timeout, seconds), total=seconds)
        prepared = request.prepare(self._upstream.origin)
        return connections.send(prepared, self._upstream.pool_size, timeout)

    def _read(self, endpoint: Endpoint, reply: requests.Response) -> RawResponse | ApiError:
        status, name = reply.status_code, str(endpoint)
        try:
            body = b"" if 300 <= status < 400 else self._read_body(reply)
        except requests.ConnectionError:  # that is how a timeout shows once an answer has begun
            return ApiUnreachable(name, http_status=status, detail="too slow")
        except NETWORK_ERRORS as error:
            detail = f"cut off: {type(error).__name__}"
            return ApiInvalidResponse(name, http_status=status, detail=detail)
        if body is None:
            return ResponseTooLarge(name, http_status=status, detail="too large")
        retry_after = parse_retry_after(reply.headers.get("Retry-After", ""))
        return RawResponse(status, body.decode("utf-8-sig", "replace"), retry_after)

    def _read_body(self, reply: requests.Response) -> bytes | None:
        """The body; None if it is larger than `max_bytes`, in which case it is left unread."""
        max_bytes, body = self._upstream.max_bytes, bytearray()
        if (parsing.integer(reply.headers.get("Content-Length")) or 0) > max_bytes:
            return None
        for chunk in reply.iter_content(CHUNK_BYTES):
            body += chunk
            if len(body) > max_bytes:
                return None
        return bytes(body)


def _to_record(
    endpoint: Endpoint, response: RawResponse, read: Reader[Record]
) -> Record | ApiError:
    error, body = parse_response(endpoint, response)
    try:
        return error or read(body)
    except ValueError as unusable:
        status = response.status
        return ApiInvalidResponse(
            str(endpoint), http_status=status, code=str(status), detail=str(unusable)
        )


def _log(endpoint: Endpoint, result: object, seconds: float) -> None:
    error = result if isinstance(result, ApiError) else None
    status = "ok" if error is None else error.http_status or "no answer"
    counters.count("portal_upstream_calls_total", call=str(endpoint), status=str(status))
    counters.observe("portal_upstream_seconds", seconds, call=str(endpoint))
    if error is not None:  # one that succeeded is in the metrics; a line for each would slow joins
        logger.info("%s: %s %s in %.3f s", endpoint, status, error.code, seconds)
