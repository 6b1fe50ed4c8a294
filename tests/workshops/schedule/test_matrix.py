"""Everyone of the sandbox at every workshop: what was said before, and what the door then says."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

import pytest

from tests.support.attendee_client import press, visitor
from workshops.schedule.readiness import Level

pytestmark = pytest.mark.django_db
PEOPLE = ("ada", "ben", "rex", "lia", "omar", "noor", "sam", "eve")
WORKSHOPS = (11655, 11656, 11657, 11658, 11659, 11660, 11661, 11667, 11668, 11663, 11662)
# The question that a refusal answers.
QUESTION_OF = {
    "full": "seat",
    "wrong_ticket": "type",
    "limit_reached": "limit",
    "too_late": "late",
    "hidden": "access",
    "not_found": "access",
    "no_event_ticket": "ticket",
    "over": "time",
    "not_open_yet": "time",
}


@dataclass(frozen=True)
class Case:
    """One attendee at one workshop."""

    who: str
    workshop: int
    before: dict[str, Level]  # by question
    kind: str  # of the outcome
    reason: str
    after: dict[str, Level]

    @property
    def is_let_in(self) -> bool:
        return self.kind == "let_in"

    @property
    def was_red(self) -> bool:
        return Level.BAD in self.before.values()

    @property
    def was_warned(self) -> bool:
        return self.was_red or Level.WARN in self.before.values()


def levels(someone, workshop) -> dict[str, Level]:
    answer = someone.get(f"/e/demo/w/{workshop}/")
    return {row.question: row.level for _, row in answer.context["readiness"]}


def case(someone, who, workshop) -> Case:
    before = levels(someone, workshop)
    outcome = press(someone, workshop).context["outcome"]
    return Case(who, workshop, before, outcome.kind, outcome.reason, levels(someone, workshop))


@pytest.fixture
def cases(sandbox) -> list[Case]:
    """Each person signs in once and tries one workshop after another."""
    people = {name: visitor(sandbox, name) for name in PEOPLE}
    return [case(people[who], who, workshop) for who, workshop in product(PEOPLE, WORKSHOPS)]


def test_no_red_gets_in_no_green_is_refused_and_refusals_are_remembered(cases):
    refused = [each for each in cases if each.kind == "refused" and each.reason in QUESTION_OF]
    asked = [(each, QUESTION_OF[each.reason]) for each in refused]

    assert [each for each in cases if each.is_let_in and each.was_red] == []
    assert [each for each, about in asked if each.before.get(about) is Level.GOOD] == []
    final = [(each, about) for each, about in asked if each.reason != "not_open_yet"]
    assert [each for each, about in final if each.after.get(about) is not Level.BAD] == []
    found = Counter(each.reason for each in refused)
    assert {"full", "wrong_ticket", "limit_reached", "no_event_ticket", "over"} <= set(found)
    assert sum(each.was_warned for each in refused) >= len(refused) / 2
