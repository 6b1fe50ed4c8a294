"""An application behind the entry on a real server, whose threads can be let hang."""

import threading
from pathlib import Path

import django

from portal.server.concurrency import ConcurrencyLimit
from portal.server.rsgi import PortalApp

MAX_BYTES = 1_000
BODY_SECONDS, READY_SECONDS = 0.4, 0.3
HANG = "hang"  # in the query: this request never ends
THREADS = 4


class NoPolls:
    """A poll responder that knows of no polls."""

    def is_poll(self, scope):
        return False

    def not_modified_headers(self, scope):
        raise AssertionError("there are no polls")


def write_down(folder):
    """A WSGI application that answers with the body it got, and writes down who reached it."""

    def wsgi(environ, start_response):
        body = environ["wsgi.input"].read()
        with (Path(folder) / "reached").open("a") as file:
            file.write(f"{environ['PATH_INFO']} {len(body)}\n")
        if environ["QUERY_STRING"] == HANG:
            threading.Event().wait()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [body or b"-"]

    return wsgi


def entry():
    """The factory that granian is given; it runs in the test's own folder."""
    django.setup()  # for the words of what the entry answers itself
    app = write_down(Path.cwd())
    return PortalApp(
        app,
        NoPolls(),
        THREADS,
        MAX_BYTES,
        ConcurrencyLimit("session", "framed"),
        BODY_SECONDS,
        READY_SECONDS,
    )
