"""The balance of a storm: the sandbox's records against what attendees were shown."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from portal.sandbox.accelevents import FakeAccelevents, Workshop
from tests.load.attendee import Attendee
from tests.load.poll_view import Look

TOLD_SECONDS = 3  # between upstream's answer and the moment that the list then bears, at most
OLD_SECONDS = 6  # 3 × LIST_FRESH_SECONDS, and what a busy machine takes to say so
FALSEHOODS_SHOWN = 20


@dataclass
class Balance:
    """The counts that must be zero, and others worth knowing."""

    presses: int = 0
    without_answer: list[str] = field(default_factory=list)
    registered_twice: list[str] = field(default_factory=list)
    falsehoods: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    polls: Counter[int] = field(default_factory=Counter)
    polls_a_second: float = 0.0
    register_calls: int = 0
    seconds: float = 0.0

    @property
    def is_even(self) -> bool:
        """Whether all three counts are zero."""
        return not (self.without_answer or self.registered_twice or self.falsehoods)

    def __str__(self) -> str:
        wrong = [*self.without_answer, *self.registered_twice, *self.falsehoods]
        lines = [
            f"{'even' if self.is_even else 'NOT EVEN'} after {self.seconds:.0f} s",
            f"  without an answer {len(self.without_answer)}, "
            f"registered twice {len(self.registered_twice)}, falsehoods {len(self.falsehoods)}",
            f"  {self.presses} presses: {_counts(self.answers)}; "
            f"upstream heard {self.register_calls} register calls",
            f"  {self.polls.total()} polls ({self.polls_a_second:.0f} a second): "
            f"{_counts(self.polls)}",
        ]
        return "\n".join(lines + [f"    {line}" for line in wrong[:FALSEHOODS_SHOWN]])


def _counts(found: Counter[str] | Counter[int]) -> str:
    return ", ".join(f"{name} {times}" for name, times in found.most_common())


class Editions:
    """A workshop whose title changes again and again, so that every list shows its age."""

    def __init__(self, sandbox: FakeAccelevents) -> None:
        self._sandbox = sandbox
        self._id = sandbox.add(title="Edition 0", starts=-5, ends=300).id
        self._began = [time.time()]

    def next(self) -> None:
        """Change the title upstream."""
        self._sandbox.change(self._id, title=f"Edition {len(self._began)}")
        self._began.append(time.time())

    def ended(self, edition: int) -> float:
        """When upstream dropped that title, epoch seconds; infinite if it still has it."""
        return self._began[edition + 1] if edition + 1 < len(self._began) else float("inf")


class Auditor:
    """Compares each response with the truth at once, and the journal at the end."""

    def __init__(self, sandbox: FakeAccelevents) -> None:
        self._sandbox, self._lock = sandbox, threading.Lock()
        self._event = sandbox.state.event("demo")
        self.editions = Editions(sandbox)
        self.balance = Balance()

    def hear(self, one: Attendee, workshop: int, answer: str) -> None:
        """Check a response to a join."""
        has_seat = workshop in self._seats(one)
        with self._lock:
            self.balance.answers[answer] += 1
        if (answer, has_seat) in {("let_in", False), ("refused", True)}:
            self._lie(one, f"{workshop}: {answer}, seat: {has_seat}")

    def hear_the_room(self, one: Attendee, workshop: int, place: str) -> None:
        """Check the place in a meeting that an attendee was given, "" for none."""
        if place not in {"", str(self._sandbox.state.person(one.email).id)}:
            self._lie(one, f"{workshop}: the room of user {place}")

    def see(self, one: Attendee, look: Look) -> None:
        """Check a response to a poll; without one, or while a machine is down, there is none."""
        with self._lock:
            self.balance.polls[look.status] += 1
        if look.status == 0 or look.status >= 500:
            return
        if not (look.is_list or (look.status == 304 and one.shown)):
            self._lie(one, f"no list, status {look.status}")
            return
        self._check_age(one, look)
        if look.is_list and one.shown.mine - self._seats(one):
            self._lie(one, f"marks of {sorted(one.shown.mine - self._seats(one))}")

    def _check_age(self, one: Attendee, look: Look) -> None:
        age, ended = look.age, self.editions.ended(one.shown.edition)
        if one.shown.edition < 0:
            self._lie(one, "a list without an edition")
        if look.now - age - 1 > ended + TOLD_SECONDS:
            self._lie(one, f"edition {one.shown.edition}, told {look.now - age - ended:.1f} s late")
        if age > OLD_SECONDS and not look.is_old:
            self._lie(one, f"a list {age} s old, told as new")

    def miss(self, one: Attendee, workshop: int, answer: str) -> None:
        """Count a join without a final response; `answer` is the last one."""
        with self._lock:
            self.balance.without_answer.append(f"{one.email} {workshop}: {answer}")

    def close(self, people: list[Attendee]) -> Balance:
        """The balance at the end, when every attendee is registered and sees it."""
        for one in people:
            if one.load().mine != self._seats(one):
                self._lie(one, f"at the end {sorted(one.load().mine)} for {self._seats(one)}")
            for workshop, told in one.told.items():
                if told[-1] != "let_in":
                    self.miss(one, workshop, f"at the end {told[-1]}")
        registered = Counter(
            f"{call.attendee} {call.path}"
            for call in self._sandbox.request_log
            if call.call == "register" and call.effect == 200
        )
        self.balance.presses = sum(len(one.told) for one in people)
        self.balance.registered_twice = [who for who, times in registered.items() if times > 1]
        self.balance.register_calls = self._sandbox.calls("register")
        return self.balance

    def _seats(self, one: Attendee) -> set[int]:
        return {found.id for found in _copied(self._event.workshops) if one.email in found.seats}

    def _lie(self, one: Attendee, what: str) -> None:
        with self._lock:
            self.balance.falsehoods.append(f"{one.email} {what}")


def _copied(workshops: dict[int, Workshop]) -> list[Workshop]:
    return list(workshops.values())


def registering_at_once(sandbox: FakeAccelevents) -> int:
    """The highest number of register calls under way at the same time."""
    calls = [call for call in sandbox.request_log if call.call == "register" and call.ended]
    changes = sorted(
        [(call.at, 1) for call in calls]
        + [(call.ended + timedelta(microseconds=1), -1) for call in calls]
    )
    now = most = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most
