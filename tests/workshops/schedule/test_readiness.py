"""What the door will ask, answered beforehand: no green that nobody told, no red on a guess."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.factories import viewer, workshop
from workshops.schedule import Taught, readiness_device
from workshops.schedule.join_button import Action, is_open_to, join_button
from workshops.schedule.readiness import Level, may_be_instead, reds, rows
from workshops.schedule.rules import State

workshops = st.builds(
    workshop,
    st.just(1),
    st.sampled_from([-90, -10, 20, 600]),
    capacity=st.sampled_from([None, 5]),
    seats_taken=st.sampled_from([None, 2, 5]),
    late_minutes=st.sampled_from([None, 5, 30]),
    ticket_types=st.sampled_from([(), ("VIP",)]),
    is_in_person=st.booleans(),
    location=st.sampled_from(["", "Hall 4"]),
)
refusals = st.dictionaries(st.sampled_from([1, 2]), st.sampled_from(list(Taught)))


def levels(given_workshop, given_viewer):
    return {row.question: row.level for row in rows(given_workshop, given_viewer)}


def refused(what, of=1, **changes):
    return viewer(refusals={of: what}, **changes)


def test_what_nobody_has_told_is_decided_when_they_join():
    assert levels(workshop(), viewer()) == {
        "ticket": Level.UNKNOWN,
        "type": Level.UNKNOWN,
        "time": Level.GOOD,
        "seat": Level.UNKNOWN,
        "limit": Level.UNKNOWN,
        "place": Level.UNKNOWN,
        "overlap": Level.GOOD,
    }


@pytest.mark.parametrize(
    ("what", "question", "word", "can_try"),
    [
        (Taught.FULL, "seat", "Full", True),
        (Taught.WRONG_TICKET, "type", "Other ticket type", True),
        (Taught.LIMIT_REACHED, "limit", "No workshops left", True),
        (Taught.TOO_LATE, "late", "Entry closed", False),
        (Taught.HIDDEN, "access", "Not open to you", True),
        (Taught.NOT_FOUND, "access", "Not open to you", True),
        (Taught.NO_EVENT_TICKET, "ticket", "No ticket", False),
    ],
)
def test_what_a_refusal_taught_closes_the_workshop(what, question, word, can_try):
    [red] = reds(rows(workshop(), refused(what)))
    button = join_button(workshop(), State.LIVE, refused(what))

    assert red.question == question
    assert (button.action, button.label, button.can_try) == (Action.NONE, word, can_try)
    assert not is_open_to(workshop(), refused(what))


def test_what_was_taught_elsewhere_closes_nothing_here_but_a_missing_ticket():
    elsewhere = {what: bool(reds(rows(workshop(1), refused(what, of=2)))) for what in Taught}

    assert elsewhere == {what: what is Taught.NO_EVENT_TICKET for what in Taught}


def test_a_used_up_limit_is_red_where_the_operator_set_it_and_amber_where_a_refusal_taught_it():
    mine = workshop(2, begins=-500)

    assert levels(workshop(), viewer(mine, limit=1))["limit"] is Level.WARN
    assert levels(workshop(), viewer(mine, limit=1, is_limit_set=True))["limit"] is Level.BAD
    assert levels(workshop(), refused(Taught.LIMIT_REACHED, of=2))["limit"] is Level.WARN


def test_while_registrations_are_unknown_nothing_that_follows_from_them_is_green():
    known = levels(workshop(), viewer(limit=2))
    unknown = levels(workshop(), viewer(limit=2, is_known=False))

    assert (known["overlap"], known["limit"]) == (Level.GOOD, Level.GOOD)
    assert (unknown["overlap"], unknown["limit"]) == (Level.UNKNOWN, Level.UNKNOWN)


def test_who_gave_a_workshop_up_has_one_left():
    mine = workshop(2, begins=-500)

    assert levels(workshop(), viewer(mine, limit=2, refusals={1: Taught.LIMIT_REACHED}))[
        "limit"
    ] is (Level.GOOD)


def test_who_is_registered_is_asked_for_time_and_place_alone():
    mine = workshop(1, capacity=1, seats_taken=1, late_minutes=5)

    known = viewer(mine, limit=1, refusals={1: Taught.FULL})

    assert levels(mine, known) == {
        "seat": Level.GOOD,
        "time": Level.GOOD,
        "place": Level.UNKNOWN,
    }


@pytest.mark.parametrize(
    ("other", "known", "expected"),
    [
        (workshop(2), viewer(), True),
        (workshop(2, is_in_person=True), viewer(), False),
        (workshop(2), viewer(refusals={2: Taught.FULL}), False),
        (workshop(2), viewer(refusals={1: Taught.LIMIT_REACHED}), False),
        (workshop(2, ticket_types=("VIP",)), viewer(refusals={1: Taught.WRONG_TICKET}), False),
        (workshop(2, ticket_types=("All",)), viewer(refusals={1: Taught.WRONG_TICKET}), True),
        (workshop(2), viewer(workshop(2), refusals={1: Taught.LIMIT_REACHED}), True),
    ],
)
def test_nothing_is_offered_instead_that_is_known_to_refuse(other, known, expected):
    refused_here = workshop(1, ticket_types=("VIP",))

    assert may_be_instead(other, refused_here, known) is expected


@pytest.mark.parametrize(("in_person", "expected"), [(True, False), (False, True)])
def test_what_is_in_person_alone_needs_no_device(in_person, expected):
    assert readiness_device.is_needed(workshop(is_in_person=in_person), viewer()) is expected


@given(workshops, refusals, st.booleans())
def test_knowing_more_of_the_workshop_turns_no_taught_red_green(w, taught, is_registered):
    mine = viewer(*([w] if is_registered else []), refusals=taught)
    bare = replace(w, capacity=None, seats_taken=None, late_minutes=None, ticket_types=())

    assert {row.question for row in reds(rows(bare, mine))} <= {
        row.question for row in reds(rows(w, mine))
    }


@given(workshops)
def test_the_unknown_is_neither_green_nor_red(w):
    nothing = levels(
        replace(w, capacity=None, seats_taken=None, ticket_types=(), is_in_person=False), viewer()
    )

    about = ("ticket", "seat", "type", "limit", "place")
    assert {nothing[question] for question in about} == {Level.UNKNOWN}
