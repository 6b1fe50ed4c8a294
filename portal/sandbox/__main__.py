"""`python -m portal.sandbox`: the sandbox by itself, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from portal.sandbox.accelevents.fake import Sandbox


def run(port: int = 9400, media_url: str = "") -> None:
    """Serve on that port, print where, return after Ctrl-C or SIGTERM."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    say = sys.stdout.write
    secret = os.environ.get("SANDBOX_MEDIA_SECRET", "")
    with Sandbox(port, media_url=media_url, media_secret=secret) as sandbox:
        say(f"Accelevents' stand-in: {sandbox.url}   event: demo   password: let-me-in\n")
        say(f"Look into it, break it: {sandbox.url}/sandbox/   Ctrl-C ends it.\n")
        sys.stdout.flush()
        over.wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m portal.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=9400, help="0: any free one")
    parser.add_argument("--media-url", default="", help="ws://127.0.0.1:<port>")
    options = parser.parse_args()
    run(options.port, options.media_url)


if __name__ == "__main__":
    main()
