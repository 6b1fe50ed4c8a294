"""
The connections to upstream: pooled, fresh, and never slower than they were allowed to be.

`requests` starts a timeout anew for each chunk that arrives, so that an answer of one byte a
second never ends. Here the read timeout is for the whole answer, head and body.
"""

import http.client
import io
import os
import socket
from functools import lru_cache
from time import monotonic
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from portal.accelevents.computing import blocking

IDLE_SECONDS = 4.0  # less than any server's keep-alive: a PUT must not meet a closing connection


class _DeadlineReader(io.RawIOBase):
    """The bytes that a socket sends until `deadline` (monotonic seconds), then TimeoutError."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._sock.settimeout(left)
        with blocking():
            return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _DeadlineResponse(http.client.HTTPResponse):
    """An answer that takes no longer, from first byte to last, than its socket's timeout."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        timeout = sock.gettimeout()
        if timeout is not None:
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_DeadlineReader(raw, sock, monotonic() + timeout))


class _PlainConnection(HTTPConnection):
    response_class = _DeadlineResponse
    used_at = 0.0

    def connect(self) -> None:
        with blocking():
            super().connect()


class _SecureConnection(HTTPSConnection):
    response_class = _DeadlineResponse
    used_at = 0.0

    def connect(self) -> None:
        with blocking():
            super().connect()


class _IdleTimeoutMixin:
    """A pool that closes an idle connection before its peer may do so during a request."""

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection = super()._get_conn(timeout)  # type: ignore[misc]
        if monotonic() - connection.used_at > IDLE_SECONDS:
            connection.close()  # it opens itself again
        return connection

    def _put_conn(self, connection: Any) -> None:
        if connection is not None:
            connection.used_at = monotonic()
        super()._put_conn(connection)  # type: ignore[misc]


class _PlainPool(_IdleTimeoutMixin, HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(_IdleTimeoutMixin, HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}


@lru_cache(maxsize=8)
def _adapter(origin: str, pool_size: int) -> HTTPAdapter:
    """The connections to `origin`, shared by all clients of this process; they hold no secret."""
    return _Adapter(pool_connections=4, pool_maxsize=pool_size)


os.register_at_fork(after_in_child=_adapter.cache_clear)  # two processes cannot share a socket


def send(request: requests.PreparedRequest, pool_size: int, timeout: Any) -> requests.Response:
    """
    The answer, its body unread; no redirect is followed.

    This does not use a session of `requests`: a session would add cookies, a .netrc entry in the
    place of our Authorization, and proxy variables, and would double the work.
    """
    url = urlsplit(request.url or "")
    adapter = _adapter(f"{url.scheme}://{url.netloc}", pool_size)
    return adapter.send(request, stream=True, timeout=timeout)
