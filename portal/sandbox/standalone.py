"""The stand-in of Accelevents by itself, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from portal.sandbox.accelevents import FakeAccelevents, split_names


def run(port: int, media_url: str, dialects: str) -> None:
    """Serve on that port and print where; returns after Ctrl-C or SIGTERM."""
    names = dialects_named(dialects)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    write = sys.stdout.write
    secret = os.environ.get("SANDBOX_MEDIA_SECRET", "")
    with FakeAccelevents(port, media_url=media_url, media_secret=secret, dialects=names) as sandbox:
        write(f"The stand-in of Accelevents: {sandbox.url}   event: demo   password: let-me-in\n")
        write(f"To look into it or to break it: {sandbox.url}/sandbox/   Ctrl-C ends it.\n")
        sys.stdout.flush()
        stop.wait()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options `--port`, `--media-url` and `--dialect`."""
    parser.add_argument("--port", type=int, default=9400, help="0: any free one")
    parser.add_argument("--media-url", default="", help="ws://127.0.0.1:<port>")
    add_dialect_argument(parser)


def add_dialect_argument(parser: argparse.ArgumentParser) -> None:
    """The option `--dialect`, whose default is in the environment, for `DIALECT=… make demo`."""
    default = os.environ.get("DIALECT", "")
    parser.add_argument("--dialect", default=default, help="names, separated by commas")


def dialects_named(text: str) -> tuple[str, ...]:
    """The names in a comma-separated text; SystemExit with one sentence for an unknown one."""
    try:
        return split_names(text)
    except ValueError as error:
        sys.exit(str(error))
