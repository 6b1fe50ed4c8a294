"""An RSGI request as a WSGI application takes it (PEP 3333), and its response."""

import string
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import quote

from portal.server.types import Headers, RequestHeaders, Scope

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]


def call_wsgi(application: Wsgi, environ: Environ) -> tuple[int, Headers, bytes]:
    """(status, headers, body) of a WSGI application's response."""
    started: list[Any] = []
    parts = application(environ, lambda status, headers, *_: started.extend((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    status, headers = started[-2:]
    return int(status[:3]), headers, body


def build_environ(scope: Scope, body: bytes) -> Environ:
    """The request with its whole body, as a WSGI environ."""
    server, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        # A browser quotes what is not ASCII; who sends it raw gets the same page.
        "QUERY_STRING": quote(scope.query_string, safe=string.punctuation),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_header_variables(scope.headers),
        "CONTENT_LENGTH": str(len(body)),
    }


def _header_variables(headers: RequestHeaders) -> Environ:
    """
    The headers under WSGI's names. One sent twice is joined with a comma, cookies with a semicolon.

    A name with "_" is dropped: in WSGI it would be taken for the one with "-", which a trusted
    proxy may set.
    """
    variables = {}
    for name in headers.keys():  # noqa: SIM118  granian's headers are not a dict
        if "_" not in name:
            value = ("; " if name == "cookie" else ",").join(headers.get_all(name))
            variables["HTTP_" + name.upper().replace("-", "_")] = value
    if "HTTP_CONTENT_TYPE" in variables:
        variables["CONTENT_TYPE"] = variables.pop("HTTP_CONTENT_TYPE")
    variables.pop("HTTP_CONTENT_LENGTH", None)
    return variables
