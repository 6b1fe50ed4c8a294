"""`python -m portal.sandbox.chime`: the media stand-in by itself, until Ctrl-C."""

from __future__ import annotations

import argparse
import logging
import sys
import threading
from contextlib import suppress

from portal.sandbox.chime import DEFAULT_SECRET, FakeChime, MissingPackageError, demo_bots

log = logging.getLogger("portal.sandbox.chime")


def main() -> None:
    """Run the service until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m portal.sandbox.chime", description=__doc__)
    parser.add_argument("--port", type=int, default=9500, help="0: any free one")
    parser.add_argument("--secret", default=DEFAULT_SECRET, help="the secret of the join tokens")
    parser.add_argument("--bots", action="store_true", help="three bots join every meeting")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        _run(options.port, options.secret, with_bots=options.bots)
    except MissingPackageError as error:
        sys.exit(str(error))


def _run(port: int, secret: str, *, with_bots: bool) -> None:
    bots = demo_bots() if with_bots else []
    with FakeChime(port, secret, bots_for=lambda _: bots) as media:
        log.info("on %s; Ctrl-C ends it", media.url)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
