"""
`make chaos`: three portals over Redis behind nginx, while everything around them fails in turn.

Meanwhile attendees look at the list and press Join in bursts. At the end the sandbox's journal and
what everybody was told must agree: no press without an answer, nobody registered twice, nobody
told what is not true. Each must be zero.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from portal.sandbox.accelevents import FakeAccelevents
from tests.load.attendee import FINAL, Attendee
from tests.load.consistency_check import Auditor, Balance
from tests.load.nginx import Nginx
from tests.load.process_tree import kill
from tests.support.processes import Portal
from tests.support.redis_server import Redis

PATIENCE_SECONDS = 90  # of an attendee who presses until there is a final response
BURSTS = 7
POLLERS = 16  # threads
EDITION_SECONDS = 4
LONGEST_PAUSE = 3  # seconds: Redis is tried again, lists are fetched again
TROUBLE_SECONDS = 6  # that most of what happens lasts
FOR_A_WHILE = 1.5  # seconds of each of upstream's troubles

Trouble = tuple[str, dict[str, float | bool | int]]
SLOW: list[Trouble] = [("delay", {"seconds": 1.5}), ("429", {"retry_after": 1})]
# `after`: upstream has done it, and its answer is lost.
WRONG: list[Trouble] = [
    ("500", {}),
    ("html", {"after": True}),
    ("html", {"status": 502}),
    ("truncated", {"after": True}),
    ("empty", {"status": 500, "after": True}),
    ("wrong_types", {"envelope": True}),
]
SILENT: list[Trouble] = [
    ("reset", {"after": True}),
    ("hangup", {}),
    ("delay", {"seconds": 30, "after": True}),
]


class Chaos:
    """The running site, its attendees, and the faults that strike it."""

    def __init__(self, stack: ExitStack, folder: Path, attendees: int) -> None:
        self.sandbox = stack.enter_context(FakeAccelevents())
        self.auditor = Auditor(self.sandbox)
        self._rooms = iter([self._add(number) for number in range(2 * BURSTS)])
        self.redis = stack.enter_context(Redis())
        self._settings = {
            "REDIS_URL": self.redis.url,
            "DATABASE_URL": f"sqlite:///{folder / 'shared.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "tests.support.process_settings",
            "WORKERS": "1",
            "JOINS_AT_ONCE": "24",
        }
        self.portals = [Portal(folder, self.sandbox.url, **self._settings) for _ in range(3)]
        for portal in self.portals:
            stack.enter_context(portal)
        nginx = stack.enter_context(Nginx(folder, [portal.port for portal in self.portals]))
        self.people = [Attendee(nginx.url, number) for number in range(attendees)]
        password = self.sandbox.state.person("ada").password
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda one: one.sign_in(password), self.people))
        self._over = threading.Event()

    @contextmanager
    def polling(self, each_second: int) -> Iterator[None]:
        """Within this context, the list changes and all pages poll, so many a second."""
        parts = [part for part in (self.people[n::POLLERS] for n in range(POLLERS)) if part]
        pause = len(parts) / each_second
        looking = [threading.Thread(target=self._poll, args=[part, pause]) for part in parts]
        looking.append(threading.Thread(target=self._edit))
        began = time.monotonic()
        for thread in looking:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in looking:
                thread.join()
            balance = self.auditor.balance
            balance.seconds = time.monotonic() - began
            balance.polls_a_second = balance.polls.total() / balance.seconds

    def burst(self, meanwhile: Callable[[], None]) -> None:
        """
        Something happens, and everybody presses: every second at once, the others while it lasts.

        Half of them here and half there, and every fourth twice, as people do.
        """
        rooms = next(self._rooms), next(self._rooms)
        pressing = [(one, rooms[one.number % 4 // 2]) for one in self.people]
        pressing += pressing[::4]
        with ThreadPoolExecutor(len(pressing)) as pool:
            pressed = [
                pool.submit(self._press, *each, (number % 2) * number / len(pressing))
                for number, each in enumerate(pressing)
            ]
            meanwhile()
            for each in pressed:
                each.result()

    def kill_one(self) -> None:
        """Kill a process without warning while it registers attendees; it comes back."""
        self.sandbox.fail("register", "delay", seconds=0.5, after=True)
        victim = self.portals[0]
        time.sleep(0.5)
        kill(victim.pid)
        victim.stop()
        time.sleep(2)
        victim.__enter__()
        self.sandbox.clear_faults()

    def lose_redis(self) -> None:
        """Kill Redis; it comes back empty."""
        self.sandbox.fail("register", "delay", seconds=0.5)
        self.redis.stop()
        time.sleep(3)
        self.redis.start()
        time.sleep(3)
        self.sandbox.clear_faults()

    def silence_redis(self) -> None:
        """Let Redis accept connections without answering, then go on as before."""
        self.redis.fall_silent()
        time.sleep(3)
        self.redis.speak()
        time.sleep(3)

    def upstream_is(self, troubles: list[Trouble]) -> None:
        """Give upstream one fault after the other, then let it recover."""
        for kind, options in troubles:
            self.sandbox.clear_faults()
            self.sandbox.fail("*", kind, **options)
            time.sleep(FOR_A_WHILE)
        self.sandbox.clear_faults()

    def upstream_is_gone(self) -> None:
        """Let nothing listen at upstream's address, then bring it back."""
        self.sandbox.stop()
        time.sleep(3)
        self.sandbox.start()

    def settle(self) -> Balance:
        """Once all is well, let every attendee without a seat press again; then count."""
        time.sleep(LONGEST_PAUSE)
        late = [
            (one, workshop)
            for one in self.people
            for workshop, told in one.told.items()
            if told[-1] != "let_in"
        ]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda each: self._press(*each), late))
        return self.auditor.close(self.people)

    def _add(self, number: int) -> int:
        return self.sandbox.add(title=f"Room {number}", starts=-5, ends=300).id

    def _poll(self, people: list[Attendee], pause: float) -> None:
        following = time.monotonic()
        while not self._over.is_set():
            for one in people:
                self.auditor.see(one, one.poll())
                following += pause
                self._over.wait(max(0.0, following - time.monotonic()))

    def _edit(self) -> None:
        while not self._over.wait(EDITION_SECONDS):
            self.auditor.editions.next()

    def _press(self, one: Attendee, workshop: int, when: float = 0.0) -> None:
        """Press until a response is final; wait a share `when` of TROUBLE_SECONDS first."""
        time.sleep(when * TROUBLE_SECONDS)
        answer = ""
        for answer in one.pressing(workshop, PATIENCE_SECONDS):
            self.auditor.hear(one, workshop, answer)
        if answer not in FINAL:
            self.auditor.miss(one, workshop, answer)
        if answer == "let_in" and one.number % 3 == 0:
            self.auditor.hear_the_room(one, workshop, one.enter(workshop))


def run(attendees: int, polls: int, is_short: bool = False) -> Balance:
    """Run one storm from beginning to end; the short one leaves out faults that last a timeout."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        chaos = Chaos(stack, folder, attendees)
        acts = [
            chaos.kill_one,
            chaos.lose_redis,
            chaos.silence_redis,
            lambda: chaos.upstream_is(SLOW),
            lambda: chaos.upstream_is(WRONG),
            lambda: chaos.upstream_is(SILENT[:2] if is_short else SILENT),
            chaos.upstream_is_gone,
        ]
        with chaos.polling(polls):
            for act in acts:
                chaos.burst(act)
            return chaos.settle()


def main() -> None:
    """Read the command line, run, print every round; exit status 1 if one does not balance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--attendees", type=int, default=120)
    parser.add_argument("--polls", type=int, default=200, help="a second, of all together")
    options = parser.parse_args()
    found = []
    for number in range(options.rounds):
        found.append(run(options.attendees, options.polls))
        print(f"round {number + 1}: {found[-1]}", flush=True)
    sys.exit(not all(each.is_even for each in found))


if __name__ == "__main__":
    main()
