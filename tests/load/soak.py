"""`make soak`: an hour of polls and joins; memory, threads and open files must stay flat."""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.load.joins import FRAGMENT, press
from tests.load.measure import Ask, open_loop
from tests.load.site import Site
from tests.load.trees import memory_mb, open_files, threads

MINUTES = int(os.environ.get("MINUTES", "60"))
GROWTH = 1.15  # that the last third may have over the second


def minute(portal, people: list[str]) -> tuple[float, int, int]:
    """(MB, threads, open files) after a minute of everybody looking and a tenth pressing."""
    looks = [
        Ask("GET", portal.url + FRAGMENT, {"Cookie": one, "HX-Request": "true"})
        for one in people * 12
    ]
    open_loop(looks + [press(portal, one) for one in people[::10]], len(looks) / 55)
    return memory_mb(portal.pid), threads(portal.pid), open_files(portal.pid)


def main() -> None:
    """Print a line a minute; exit status 1 when something grows."""
    with ExitStack() as stack:
        site = Site(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        portal = stack.enter_context(site.portal(WORKERS="2", LIST_FRESH_SECONDS="2"))
        people, found = site.sign_in(range(200)), []
        for number in range(MINUTES):
            found.append(minute(portal, people))
            print(number + 1, *(round(figure, 1) for figure in found[-1]), time.strftime("%H:%M"))
            sys.stdout.flush()
    third = max(1, MINUTES // 3)
    middle, end = found[third : 2 * third] or found, found[-third:]
    grew = [max(row[n] for row in end) / max(row[n] for row in middle) for n in range(3)]
    print("growth of memory, threads, files:", [round(each, 3) for each in grew])
    sys.exit(max(grew) > GROWTH)


if __name__ == "__main__":
    main()
