"""Seats are taken and given back by every rule of the guide's table."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.sandbox.conftest import NOON, send_request

NOT_NOW = (407, "4072002", "The time limit for accessing this session is expired")
FULL = (406, "406", "Max user registration capacity reached")
LIMIT = (
    "Your registration type only permits registering for 1 sessions. If you would like to "
    "register for this session please un-register from a different session first"
)
NO_EVENT_TICKET = (
    406,
    "4068910",
    "You have not yet registered for the event. "
    "You must register for the event before you can register for individual sessions.",
)


def test_a_registration_is_answered_with_an_empty_body(sandbox, register):
    reply = register("ben", 11655)

    assert (reply.status, reply.body) == (200, "")
    assert sandbox.workshop(11655).seats["ben@example.org"] == 57941


def test_registering_twice_takes_one_seat(sandbox, register):
    before = sandbox.workshop(11678).taken

    statuses = [register("ben", 11678).status, register("ben", 11678).status]

    assert statuses == [200, 200]
    assert sandbox.workshop(11678).taken == before + 1


@pytest.mark.parametrize(
    ("who", "workshop", "error"),
    [
        ("ben", 1, (404, "404800", "Session not found!")),
        ("ben", 11665, (404, "404800", "Session not found!")),
        ("ben", 11660, FULL),
        ("ben", 11661, (406, "406", "Your ticket does not permit access to this session")),
        ("omar", 11655, (406, "406", "Your ticket does not permit access to this session")),
        (
            "ben",
            11662,
            (404, "4042005", "Your ticket type does not grant access to this session"),
        ),
        ("nia", 11655, NO_EVENT_TICKET),
        ("noor", 11655, NO_EVENT_TICKET),
        ("ben", 11658, NOT_NOW),
        ("ben", 11663, NOT_NOW),
        ("ben", 11668, NOT_NOW),
        ("ben", 11677, NOT_NOW),
        (
            "ben",
            11664,
            (
                407,
                "4072003",
                "The recording of this session is only available to users who watched it live.",
            ),
        ),
        (
            "ben",
            11666,
            (403, "403", "Accessing the resource you were trying to reach is forbidden."),
        ),
        ("", 11655, (401, "4010101", "Not authorized")),
    ],
)
def test_each_refusal_of_a_seat_has_its_own_error(register, who, workshop, error):
    assert register(who, workshop).error == error


def test_an_event_that_does_not_exist_is_not_found(send):
    reply = send("POST", "/rest/events/nowhere/user-session/11655", "ben")

    assert reply.error == (404, "4040200", "Event Not Found")


def test_a_workshop_can_use_the_guides_bare_codes(sandbox, register):
    sandbox.change(11668, uses_bare_codes=True)
    sandbox.change(11662, uses_bare_codes=True)

    assert register("ben", 11668).error[:2] == (407, "407")
    assert register("ben", 11662).error[:2] == (406, "406")


def test_joinsession_registers_before_the_start(register):
    assert register("ben", 11659, "?joinSession=true").status == 200


def test_pastjoinsession_registers_only_people_who_were_there(sandbox, register, join):
    join("ben", 11655)
    sandbox.clock.advance(minutes=120)

    assert register("ben", 11655, "?pastJoinSession=true").status == 200
    assert register("ada", 11655, "?pastJoinSession=true").error[1] == "4072003"


def test_a_workshop_opens_two_minutes_before_its_start(sandbox, register):
    sandbox.change(11658, starts=4)
    early = register("ben", 11658)

    sandbox.clock.advance(minutes=2)

    assert early.error == NOT_NOW
    assert register("ben", 11658).status == 200


def test_people_who_are_late_are_refused_unless_they_have_a_seat(sandbox, register, join):
    sandbox.change(11668, starts=-5)
    register("ben", 11668)
    sandbox.clock.advance(minutes=20)

    assert register("ada", 11668).error == NOT_NOW
    assert join("ada", 11668).error == NOT_NOW
    assert join("ben", 11668).status == 200


def test_a_ticket_for_one_workshop_is_valid_for_one_at_a_time(register, send):
    first = register("lia", 11655)
    second = register("lia", 11656)
    send("DELETE", "/rest/events/demo/user-session/11655", "lia")
    third = register("lia", 11656)

    assert (first.status, third.status) == (200, 200)
    assert second.error == (406, "406", LIMIT)


def test_the_last_seat_is_given_once(register):
    assert register("ben", 11678).status == 200
    assert register("ada", 11678).error == FULL


def hesitant_clock():
    """Noon, but each reading lets all other threads run first, so that a missing lock shows."""
    Event().wait(0.01)
    return NOON


def test_a_hundred_people_at_once_get_exactly_ten_seats():
    visitors = [f"visitor-{number}" for number in range(100)]

    with FakeAccelevents(now=hesitant_clock) as sandbox, ThreadPoolExecutor(100) as crowd:
        sandbox.change(11655, capacity=10, seats={})
        register = partial(send_request, sandbox, "POST", "/rest/events/demo/user-session/11655")
        statuses = [reply.status for reply in crowd.map(register, visitors)]

    assert (statuses.count(200), statuses.count(406)) == (10, 90)
    assert sandbox.workshop(11655).taken == len(sandbox.workshop(11655).seats) == 10


def test_giving_a_seat_back_frees_it(sandbox, register, send):
    register("ben", 11678)

    unregistered = send("DELETE", "/rest/events/demo/user-session/11678", "ben")

    assert (unregistered.status, unregistered.body) == (200, "")
    assert register("ada", 11678).status == 200


def test_a_seat_that_was_used_cannot_be_given_back(join, send):
    join("ben", 11655)

    assert send("DELETE", "/rest/events/demo/user-session/11655", "ben").status == 403


def test_a_private_seat_cannot_be_given_back(register, send):
    register("ada", 11665)

    assert send("DELETE", "/rest/events/demo/user-session/11665", "ada").status == 403


def test_leaving_does_not_free_the_seat(sandbox, register, join, send):
    join("ben", 11678)

    left = send("PUT", "/rest/events/demo/user-session/11678/status?status=LEFT", "ben")

    assert left.status == 200
    assert sandbox.workshop(11678).left == {"ben@example.org"}
    assert register("ada", 11678).error == FULL


def test_an_unknown_status_is_malformed(send):
    path = "/rest/events/demo/user-session/11655/status"

    assert send("PUT", f"{path}?status=GONE", "ben").status == 400


def test_the_team_gets_in_everywhere(sandbox, register):
    sandbox.change(11665, starts=-5, ends=60)

    statuses = [register("eve", workshop).status for workshop in (11660, 11661, 11665, 11666)]

    assert statuses == [200, 200, 200, 200]


def test_a_speaker_joins_their_own_workshop_early_and_no_other_workshop(sandbox, join, register):
    sandbox.change(11659, starts=60, ends=120)

    assert join("sam", 11659).status == 200
    assert register("sam", 11656).error[2] == "Your ticket does not permit access to this session"


def test_a_workshop_without_an_end_stays_open(sandbox, register):
    sandbox.clock.advance(minutes=600)

    assert register("ben", 11672).status == 200


def test_a_workshop_that_ends_before_it_starts_is_never_open(sandbox, register):
    before = register("ben", 11673).error
    sandbox.clock.advance(minutes=65)

    assert before == register("ben", 11673).error == NOT_NOW


def test_workshops_at_the_clock_change_are_on_its_day(sandbox):
    assert NOON.tzinfo is not None
    assert sandbox.workshop(11670).starts == "2026/10/25 01:30"
    assert sandbox.workshop(11671).starts == "2026/10/25 02:30"
