"""
`make chaos`: three portals over Redis behind nginx, while everything around them fails in turn.

Meanwhile attendees look at the list and press Join in bursts. At the end the sandbox's journal and
what everybody was told must agree: no press without an answer, nobody registered twice, nobody
told what is not true. Each must be zero.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal.sandbox.upstream import Sandbox
from tests.load.attendee import NO_ANSWER, Attendee
from tests.load.nginx import Nginx
from tests.load.trees import kill
from tests.processes import Portal
from tests.redis_server import Redis

OPEN = [11655, 11656, 11679, 11680, 11657]  # workshops that anybody may enter now
PATIENCE_SECONDS = 90  # of somebody who presses until there is an answer


@dataclass
class Balance:
    """What must be zero, and what else is worth knowing."""

    presses: int = 0
    without_answer: int = 0
    registered_twice: int = 0
    falsehoods: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    polls: Counter[int] = field(default_factory=Counter)

    @property
    def is_even(self) -> bool:
        return not (self.without_answer or self.registered_twice or self.falsehoods)


class Chaos:
    """The running site, its attendees, and what may happen to it."""

    def __init__(self, stack: ExitStack, folder: Path, attendees: int) -> None:
        self.sandbox = stack.enter_context(Sandbox())
        self.redis = stack.enter_context(Redis())
        self._settings = {
            "REDIS_URL": self.redis.url,
            "DATABASE_URL": f"sqlite:///{folder / 'shared.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "tests.served",
            "WORKERS": "1",
            "JOINS_AT_ONCE": "24",
        }
        self.portals = [Portal(folder, self.sandbox.url, **self._settings) for _ in range(3)]
        for portal in self.portals:
            stack.enter_context(portal)
        nginx = stack.enter_context(Nginx(folder, [portal.port for portal in self.portals]))
        self.people = [Attendee(nginx.url, number) for number in range(attendees)]
        password = self.sandbox.world.person("ada").password
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda one: one.sign_in(password), self.people))
        self.balance = Balance()
        self._over = threading.Event()

    @contextmanager
    def polling(self, each_second: int) -> Iterator[None]:
        """Meanwhile the pages of all attendees look again, so many a second together."""
        looking = [
            threading.Thread(target=self._poll, args=[part, each_second / 8])
            for part in (self.people[n::8] for n in range(8))
        ]
        for thread in looking:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in looking:
                thread.join()

    def burst(self, workshop: int, meanwhile: Callable[[], None]) -> None:
        """Everybody presses at once, and something happens."""
        with ThreadPoolExecutor(len(self.people)) as pool:
            pressed = [pool.submit(self._press, one, workshop) for one in self.people]
            time.sleep(0.2)
            meanwhile()
            for each in pressed:
                each.result()

    def kill_one(self) -> None:
        """A process ends without a word, and comes back."""
        victim = self.portals[0]
        kill(victim.pid)
        victim.stop()
        time.sleep(2)
        victim.__enter__()

    def lose_redis(self) -> None:
        """Redis ends with all that it knew, and comes back empty."""
        self.redis.stop()
        time.sleep(3)
        self.redis.start()
        time.sleep(3)

    def silence_redis(self) -> None:
        """Redis takes connections and answers nobody, then goes on as if nothing had been."""
        self.redis.fall_silent()
        time.sleep(3)
        self.redis.speak()
        time.sleep(3)

    def trouble_upstream(self) -> None:
        """Upstream is slow, refuses for a while, is wrong, loses answers, and recovers."""
        for kind, options in [
            ("delay", {"seconds": 1.5}),
            ("429", {"retry_after": 1}),
            ("500", {}),
            ("reset", {"after": True}),
        ]:
            self.sandbox.mend()
            self.sandbox.fail("*", kind, **options)
            time.sleep(1.5)
        self.sandbox.mend()

    def settle(self) -> Balance:
        """When all is well again everybody who is not in presses once more; then it is counted."""
        time.sleep(3)
        for workshop in OPEN:
            late = [
                one for one in self.people if one.told.get(workshop, ["let_in"])[-1] != "let_in"
            ]
            for one in late:
                self._press(one, workshop)
        self._count()
        return self.balance

    def _poll(self, people: list[Attendee], each_second: float) -> None:
        while not self._over.is_set():
            for one in people:
                self.balance.polls[one.poll()[0]] += 1
                self._over.wait(1 / each_second)

    def _press(self, one: Attendee, workshop: int) -> None:
        answer = one.press(workshop, PATIENCE_SECONDS)
        has_seat = one.email in self.sandbox.workshop(workshop).seats
        if (answer, has_seat) in {("let_in", False), ("refused", True)}:
            self.balance.falsehoods.append(f"{one.email} {workshop} {answer}, seat: {has_seat}")

    def _count(self) -> None:
        registered = Counter(
            (call.attendee, call.path)
            for call in self.sandbox.journal
            if call.call == "register" and call.status == 200
        )
        told = [answers for one in self.people for answers in one.told.values()]
        self.balance.presses = len(told)
        self.balance.without_answer = sum(each[-1] in {NO_ANSWER, "in_line"} for each in told)
        self.balance.registered_twice = sum(times - 1 for times in registered.values())
        self.balance.answers = Counter(answer for each in told for answer in each)


def run(attendees: int, polls: int) -> Balance:
    """One storm from beginning to end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        chaos = Chaos(stack, folder, attendees)
        acts = [
            chaos.kill_one,
            chaos.lose_redis,
            chaos.silence_redis,
            chaos.trouble_upstream,
        ]
        with chaos.polling(polls):
            for workshop, act in zip(OPEN, acts, strict=False):
                chaos.burst(workshop, act)
            return chaos.settle()


def main() -> None:
    """Read the command line, run, print a line a round; exit status 1 if one is not even."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--attendees", type=int, default=120)
    parser.add_argument("--polls", type=int, default=200, help="a second")
    options = parser.parse_args()
    found = []
    for number in range(options.rounds):
        found.append(run(options.attendees, options.polls))
        print(number + 1, "even" if found[-1].is_even else "NOT EVEN", json.dumps(vars(found[-1])))
    sys.exit(not all(each.is_even for each in found))


if __name__ == "__main__":
    main()
