"""An id for every request, in its response and in every line that is logged meanwhile."""

import re
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

HEADER = "X-Request-ID"
FROM_A_PROXY = re.compile(r"[\w.-]{8,64}")

current: ContextVar[str] = ContextVar("current", default="")


def id_for(given: str) -> str:
    """The id that a proxy has given, if it is a valid one, else a new one."""
    return given if FROM_A_PROXY.fullmatch(given) else secrets.token_hex(8)


class RequestIdMiddleware:
    """A WSGI application around another; keeps the id that a proxy has given."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The inner application's response, with the id among its headers."""
        request_id = id_for(environ.get("HTTP_X_REQUEST_ID", ""))
        current.set(request_id)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, request_id)], *more)

        return self._inner(environ, start)
