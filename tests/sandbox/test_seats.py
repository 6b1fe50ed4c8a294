"""Register and give up: every rule of the guide's table, and what fills and what frees a seat."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest

from portal.sandbox.accelevents.fake import Sandbox
from tests.sandbox.conftest import NOON, question

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


def test_a_seat_is_given_with_an_empty_answer(sandbox, register):
    reply = register("ben", 11655)

    assert (reply.status, reply.body) == (200, "")
    assert sandbox.workshop(11655).seats["ben@example.org"] == 57941


def test_registering_twice_takes_one_seat(sandbox, register):
    before = sandbox.workshop(11678).taken

    statuses = [register("ben", 11678).status, register("ben", 11678).status]

    assert statuses == [200, 200]
    assert sandbox.workshop(11678).taken == before + 1


@pytest.mark.parametrize(
    ("who", "workshop", "said"),
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
def test_each_no_to_a_seat_is_told_apart(register, who, workshop, said):
    assert register(who, workshop).said == said


def test_an_event_that_is_not_there_is_not_found(ask):
    reply = ask("POST", "/rest/events/nowhere/user-session/11655", "ben")

    assert reply.said == (404, "4040200", "Event Not Found")


def test_a_workshop_may_refuse_by_the_guides_bare_codes(sandbox, register):
    sandbox.change(11668, says_bare_codes=True)
    sandbox.change(11662, says_bare_codes=True)

    assert register("ben", 11668).said[:2] == (407, "407")
    assert register("ben", 11662).said[:2] == (406, "406")


def test_joinsession_registers_ahead(register):
    assert register("ben", 11659, "?joinSession=true").status == 200


def test_pastjoinsession_registers_those_who_were_there(sandbox, register, join):
    join("ben", 11655)
    sandbox.clock.move(minutes=120)

    assert register("ben", 11655, "?pastJoinSession=true").status == 200
    assert register("ada", 11655, "?pastJoinSession=true").said[1] == "4072003"


def test_the_door_opens_two_minutes_early(sandbox, register):
    sandbox.change(11658, starts=4)
    early = register("ben", 11658)

    sandbox.clock.move(minutes=2)

    assert early.said == NOT_NOW
    assert register("ben", 11658).status == 200


def test_late_comers_are_kept_out_but_not_who_has_a_seat(sandbox, register, join):
    sandbox.change(11668, starts=-5)
    register("ben", 11668)
    sandbox.clock.move(minutes=20)

    assert register("ada", 11668).said == NOT_NOW
    assert join("ada", 11668).said == NOT_NOW
    assert join("ben", 11668).status == 200


def test_a_ticket_for_one_workshop_is_good_for_one(register, ask):
    first = register("lia", 11655)
    second = register("lia", 11656)
    ask("DELETE", "/rest/events/demo/user-session/11655", "lia")
    third = register("lia", 11656)

    assert (first.status, third.status) == (200, 200)
    assert second.said == (406, "406", LIMIT)


def test_the_last_place_goes_once(register):
    assert register("ben", 11678).status == 200
    assert register("ada", 11678).said == FULL


def hesitant_clock():
    """Noon, but every look at it lets all other threads go first, so that a missing lock shows."""
    Event().wait(0.01)
    return NOON


def test_a_hundred_at_once_get_exactly_the_ten_places_there_are():
    visitors = [f"visitor-{number}" for number in range(100)]

    with Sandbox(now=hesitant_clock) as sandbox, ThreadPoolExecutor(100) as crowd:
        sandbox.change(11655, capacity=10, seats={})
        press = partial(question, sandbox, "POST", "/rest/events/demo/user-session/11655")
        statuses = [reply.status for reply in crowd.map(press, visitors)]

    assert (statuses.count(200), statuses.count(406)) == (10, 90)
    assert sandbox.workshop(11655).taken == len(sandbox.workshop(11655).seats) == 10


def test_giving_up_frees_the_seat(sandbox, register, ask):
    register("ben", 11678)

    given_up = ask("DELETE", "/rest/events/demo/user-session/11678", "ben")

    assert (given_up.status, given_up.body) == (200, "")
    assert register("ada", 11678).status == 200


def test_a_seat_once_used_cannot_be_given_up(join, ask):
    join("ben", 11655)

    assert ask("DELETE", "/rest/events/demo/user-session/11655", "ben").status == 403


def test_a_private_seat_cannot_be_given_up(register, ask):
    register("ada", 11665)

    assert ask("DELETE", "/rest/events/demo/user-session/11665", "ada").status == 403


def test_leaving_frees_nothing(sandbox, register, join, ask):
    join("ben", 11678)

    left = ask("PUT", "/rest/events/demo/user-session/11678/status?status=LEFT", "ben")

    assert left.status == 200
    assert sandbox.workshop(11678).left == {"ben@example.org"}
    assert register("ada", 11678).said == FULL


def test_a_status_that_is_none_is_malformed(ask):
    path = "/rest/events/demo/user-session/11655/status"

    assert ask("PUT", f"{path}?status=GONE", "ben").status == 400


def test_the_team_walks_in_everywhere(register):
    statuses = [register("eve", workshop).status for workshop in (11660, 11661, 11665, 11666)]

    assert statuses == [200, 200, 200, 200]


def test_a_speaker_walks_into_the_own_workshop_early_and_into_no_other(sandbox, join, register):
    sandbox.change(11659, starts=60, ends=120)

    assert join("sam", 11659).status == 200
    assert register("sam", 11656).said[2] == "Your ticket does not permit access to this session"


def test_a_workshop_without_an_end_stays_open(sandbox, register):
    sandbox.clock.move(minutes=600)

    assert register("ben", 11672).status == 200


def test_a_workshop_that_ends_before_it_starts_is_never_open(sandbox, register):
    before = register("ben", 11673).said
    sandbox.clock.move(minutes=65)

    assert before == register("ben", 11673).said == NOT_NOW


def test_the_night_the_clocks_change_is_on_its_day(sandbox):
    assert NOON.tzinfo is not None
    assert sandbox.workshop(11670).starts == "2026/10/25 01:30"
    assert sandbox.workshop(11671).starts == "2026/10/25 02:30"
