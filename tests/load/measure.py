"""The server's CPU time for a request, and the calls upstream meanwhile."""

import re
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

from tests.load.process_tree import TICKS, cpu_seconds

VIEWERS = 64
QUIET_SECONDS = 0.1
Result = TypeVar("Result")


def cost(pid: int, address: str, headers: dict[str, str], seconds: float) -> float:
    """
    Microseconds of CPU that the process tree spends on one request, under wrk's load.

    Over 64 connections, the same for whatever is measured: many viewers look at once, so an event
    loop finds many requests at a wake-up, and threads have others beside them. Those that wrk no
    longer waits for are answered too and counted, one a connection.
    """
    named = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before = cpu_seconds(pid)
    told = subprocess.run(
        ["wrk", "-t1", f"-c{VIEWERS}", f"-d{seconds}s", "--timeout=60s", *named, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Non-2xx" not in told, told
    answered = int(re.search(r"(\d+) requests in", told)[1])
    return 1e6 * (_when_quiet(pid) - before) / (answered + VIEWERS)


def cpu_of(pid: int, work: Callable[[], Result]) -> tuple[Result, float]:
    """(what `work` returns, CPU seconds of the process tree until all it caused is done)."""
    before = _when_quiet(pid)
    result = work()
    return result, _when_quiet(pid) - before


def _when_quiet(pid: int) -> float:
    """CPU seconds of the tree once it has finished all its work."""
    last = cpu_seconds(pid)
    while True:
        time.sleep(QUIET_SECONDS)
        now = cpu_seconds(pid)
        if now - last < 2 / TICKS:
            return now
        last = now
