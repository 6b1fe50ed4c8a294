from datetime import date
from typing import ClassVar

import pytest

from tests.workshops.factories import NOON, after_noon, viewer, workshop
from workshops.schedule import Action, JoinButton, cards
from workshops.schedule.rules import State

ANYBODY = viewer()


def warning(card):
    return card.join_button.warning


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (workshop(), JoinButton(Action.JOIN, "Join")),
        (workshop(begins=32), JoinButton(Action.NONE, "Opens 1:30 PM CET")),
        (workshop(begins=182), JoinButton(Action.NONE, "Opens 4:00 PM CET")),
        (
            workshop(begins=60 * 24 + 2),
            JoinButton(Action.NONE, "Opens Wed, Mar\xa011, 1:00\xa0PM CET"),
        ),
        (workshop(begins=-90), JoinButton(Action.NONE, "Ended")),
        (workshop(starts=None), JoinButton(Action.NONE, "Time not known")),
    ],
)
def test_the_button_says_what_it_does_or_when_it_will(given, expected):
    card = cards.card(given, ANYBODY)

    assert card.join_button == expected


def test_a_registered_attendee_can_go_back_in_and_gets_no_warnings():
    mine = workshop(1, capacity=5, seats_taken=5)
    clashing = workshop(2, begins=0)

    card = cards.card(mine, viewer(mine, clashing, limit=2))

    assert card.is_registered
    assert card.join_button == JoinButton(Action.ENTER, "Enter")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("", "This workshop is in person and can’t be joined online."),
        ("Hall 4", "In person only: Hall 4"),
    ],
)
def test_a_workshop_in_person_has_no_join_and_says_why(location, reason):
    card = cards.card(workshop(is_in_person=True, location=location), ANYBODY)

    expected = JoinButton(Action.NONE, "In person", reason=reason, can_try=True)
    assert card.join_button == expected


@pytest.mark.parametrize(
    ("late_minutes", "expected"),
    [
        (None, ""),
        (11, ""),
        (10, "May be late"),
        (5, "May be late"),
        (60, ""),
    ],
)
def test_late_entry_warns_when_its_minutes_are_over_and_leaves_the_button(late_minutes, expected):
    card = cards.card(workshop(begins=-10, late_minutes=late_minutes), ANYBODY)

    assert (card.join_button.action, warning(card)) == (Action.JOIN, expected)


def test_who_is_registered_is_not_late():
    mine = workshop(late_minutes=5)

    assert cards.card(mine, viewer(mine)).join_button == JoinButton(Action.ENTER, "Enter")


def test_of_several_warnings_the_most_serious_is_shown():
    mine = workshop(2, title="Ink", begins=-30, lasts=60)
    full = workshop(1, capacity=5, seats_taken=5, late_minutes=5, ticket_types=("VIP",))
    late = workshop(1, late_minutes=5, ticket_types=("VIP",))
    overlapping = workshop(1, ticket_types=("VIP",))

    found = [warning(cards.card(each, viewer(mine))) for each in (full, late, overlapping)]

    assert found == [
        "Likely full",
        "May be late",
        "Overlaps",
    ]


@pytest.mark.parametrize(
    ("registered", "limit", "price"),
    [
        (0, None, ""),
        (0, 1, "This uses your only workshop. Once you enter, you can’t undo it."),
        (1, 3, "This uses 2 of your 3 workshops. Once you enter, you can’t undo it."),
        (3, 3, ""),
    ],
)
def test_a_known_limit_says_what_joining_uses(registered, limit, price):
    mine = [workshop(number, begins=-500) for number in range(2, registered + 2)]

    card = cards.card(workshop(1), viewer(*mine, limit=limit))

    assert card.join_button.price == price


def test_an_ended_workshop_has_no_hints():
    over = workshop(1, begins=-90, capacity=1, seats_taken=1, is_in_person=True)

    assert cards.card(over, viewer(limit=1)).join_button == JoinButton(Action.NONE, "Ended")


class TestSections:
    shown: ClassVar = [
        workshop(1, begins=-90),
        workshop(2),
        workshop(3, begins=-5),
        workshop(4, begins=90),
        workshop(5, begins=60 * 24),
        workshop(6, starts=None),
    ]

    def test_only_sections_with_workshops_are_shown_in_the_order_of_the_page(self):
        sections = cards.sections(self.shown, ANYBODY)

        assert [(section.key, section.title, section.count) for section in sections] == [
            ("now", "Live now", 2),
            ("later", "Later", 2),
            ("untimed", "Time to be announced", 1),
            ("ended", "Ended", 1),
        ]

    def test_each_has_its_workshops_by_day_in_the_order_of_the_list(self):
        live, later, untimed, _ = cards.sections(self.shown, ANYBODY)

        assert [card.workshop.id for card in live.days[0].cards] == [2, 3]
        assert [day.date for day in later.days] == [date(2026, 3, 10), date(2026, 3, 11)]
        assert [day.date for day in untimed.days] == [None]

    def test_an_empty_list_has_none(self):
        assert cards.sections([], ANYBODY) == ()


def test_a_card_has_its_state_and_the_moment_it_opens():
    card = cards.card(workshop(begins=30), ANYBODY)

    assert (card.state, card.opens_at, card.is_registered) == (State.NEXT, after_noon(28), False)
    assert card.opens_at > NOON
