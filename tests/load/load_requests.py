"""Requests that are ready to be sent, each at its own time, and their results."""

import math
import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode, urlsplit

from tests.support.processes import ROOT

ANY_NUMBER = 4096  # of connections


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to a server on loopback, as it goes over the wire."""

    port: int
    sent: bytes
    due: float = 0.0  # seconds after the start
    until: float = 0.0  # so long after the start does its page, told to wait in line, ask again


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of an Ask."""

    seconds: float  # from when it was due to the last byte
    status: int  # 0: none came
    etag: str
    kind: str  # how a press ended: "let_in", "in_line"…; "" for anything else


@dataclass(frozen=True)
class Waits:
    """Sorted durations of the right responses, in milliseconds, and the number of failures."""

    ms: tuple[float, ...]
    failed: int

    @classmethod
    def of(cls, answers: Iterable[Answer], is_right: Callable[[Answer], bool]) -> Self:
        """The durations of `answers`."""
        told = list(answers)
        right = sorted(1000 * each.seconds for each in told if is_right(each))
        return cls(tuple(right), len(told) - len(right))

    def at(self, part: float) -> float:
        """The duration that this share of right responses did not exceed; nan if there was none."""
        return percentile(self.ms, part)

    def later_than(self, ms: float) -> int:
        """The number of requests that took longer; failures count among them."""
        return self.failed + sum(each > ms for each in self.ms)


def percentile(ordered: Sequence[float], part: float) -> float:
    """The smallest of `ordered` that this share of them does not exceed; nan if there is none."""
    if not ordered:
        return float("nan")
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def middle(waits: Iterable[Waits], part: float) -> float:
    """The median of the rounds' percentiles, milliseconds."""
    return statistics.median(each.at(part) for each in waits)


def ask(address: str, headers: dict[str, str], form: dict[str, str] | None = None) -> Ask:
    """A GET, or with `form` a POST, over plain http."""
    where = urlsplit(address)
    body = urlencode(form).encode() if form else b""
    told = {"Host": where.netloc} | headers
    if form is not None:
        told |= {"Content-Type": "application/x-www-form-urlencoded"}
        told |= {"Content-Length": str(len(body))}
    target = f"{where.path}?{where.query}" if "?" in address else where.path
    lines = [f"{'GET' if form is None else 'POST'} {target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in told.items()]
    return Ask(where.port or 80, "\r\n".join([*lines, "", ""]).encode() + body)


def spread(asks: Iterable[Ask], each_second: float) -> list[Ask]:
    """The same requests, due at equal intervals."""
    return [replace(each, due=number / each_second) for number, each in enumerate(asks)]


def send(asks: Sequence[Ask], connections: int = ANY_NUMBER) -> list[Answer]:
    """
    Send each when it is due, whether or not those before have been answered; answers in order.

    Few `connections` make it a closed loop: what finds none free waits, and that counts. The
    sender is a process of its own, so that nothing else here keeps it from being on time.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.load_generator"],
        input=pickle.dumps((list(asks), connections)),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
    )
    found: list[Answer] = pickle.loads(done.stdout)
    return found
