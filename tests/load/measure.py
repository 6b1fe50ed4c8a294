"""Ways to measure: what a request costs the server, and how long an attendee waits."""

import asyncio
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass

import aiohttp

from tests.load.trees import cpu_seconds


def cost(pid: int, address: str, headers: dict[str, str], seconds: float) -> float:
    """Microseconds of CPU that the process tree spends on one request, under wrk's load."""
    named = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    answered, before = 0, cpu_seconds(pid)
    while not answered:  # on a machine with very much else to do
        told = subprocess.run(
            ["wrk", "-t1", "-c8", f"-d{seconds}s", *named, address],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        answered = int(re.search(r"(\d+) requests in", told)[1])
    return 1e6 * (cpu_seconds(pid) - before) / answered


@dataclass(frozen=True)
class Waits:
    """How long so many requests took, in seconds, and how many failed."""

    seconds: tuple[float, ...]
    failed: int

    def at(self, part: float) -> float:
        """The wait that this part of all did not exceed, in milliseconds."""
        ordered = sorted(self.seconds) or [float("nan")]
        return 1000 * ordered[min(int(part * len(ordered)), len(ordered) - 1)]


@dataclass(frozen=True)
class Ask:
    """One request and what its answer must hold."""

    method: str
    address: str
    headers: dict[str, str]
    form: dict[str, str] | None = None
    holds: str = ""


def open_loop(asks: Iterable[Ask], each_second: float, only: str = "") -> Waits:
    """
    Every request at its own time, whether or not those before have been answered.

    With `only` the waits of that method alone are told.
    """
    return asyncio.run(_open_loop(list(asks), each_second, only))


async def _open_loop(asks: list[Ask], each_second: float, only: str) -> Waits:
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as http:
        start = time.perf_counter()
        found = await asyncio.gather(
            *(_one(http, ask, start + n / each_second) for n, ask in enumerate(asks))
        )
    told = [one for ask, one in zip(asks, found, strict=True) if only in {"", ask.method}]
    waits = tuple(seconds for seconds, is_fine in told if is_fine)
    return Waits(waits, len(told) - len(waits))


async def _one(http: aiohttp.ClientSession, ask: Ask, due: float) -> tuple[float, bool]:
    """(seconds since it was due, whether the answer was right)."""
    await asyncio.sleep(due - time.perf_counter())
    try:
        async with http.request(
            ask.method, ask.address, headers=ask.headers, data=ask.form, allow_redirects=False
        ) as answer:
            text = await answer.text()
            is_fine = answer.status in {200, 304} and ask.holds in text
    except (aiohttp.ClientError, TimeoutError):
        is_fine = False
    return time.perf_counter() - due, is_fine
