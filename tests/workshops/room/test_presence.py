"""Whether an attendee is in a meeting already, by another device, before they join it."""

import json
import re
from dataclasses import replace
from itertools import product

import pytest

from portal.observability import registry
from tests.support.attendee_client import room_of, visitor
from tests.support.html_page import Page
from tests.workshops.factories import workshop
from tests.workshops.room.test_payload import ADA
from workshops.models import RoomPresence
from workshops.room import presence

pytestmark = pytest.mark.django_db
SOLDERING, BOOKBINDING = 11655, 11656
LAPTOP, PHONE = "11111111-aaaa-4bbb", "22222222-cccc-4ddd"


@pytest.fixture
def ada(sandbox):
    return visitor(sandbox)


def device_told(browser, workshop_id=SOLDERING):
    """The device that a page opened now says is inside."""
    html = browser.get(room_of(workshop_id)).content.decode()
    config = re.search(r'id="room-config" type="application/json">(.*?)</script>', html)[1]
    return json.loads(config)["device_inside"]


def others_told(browser, workshop_id=SOLDERING):
    """The sentence on a page opened now that says how many others are inside; "" for none."""
    words = Page.of(browser.get(room_of(workshop_id))).words
    found = re.search(r"As far as we know, [^.]*\.", words)
    return found[0] if found else ""


def join(browser, device):
    return browser.post(f"{room_of(SOLDERING)}join/", HTTP_X_ROOM_DEVICE=device)


def leave(browser, device):
    return browser.post(f"{room_of(SOLDERING)}leave/", HTTP_X_ROOM_DEVICE=device)


def test_a_page_knows_by_which_device_its_attendee_is_inside(ada):
    before = device_told(ada)
    assert join(ada, LAPTOP).status_code == 200

    assert (before, device_told(ada)) == ("", LAPTOP)


def test_it_holds_for_this_attendee_and_this_workshop_alone(ada, sandbox):
    join(ada, LAPTOP)

    assert device_told(visitor(sandbox, "ben")) == ""
    assert device_told(ada, BOOKBINDING) == ""


def test_whoever_has_left_is_inside_no_more(ada):
    join(ada, LAPTOP)
    leave(ada, LAPTOP)

    assert device_told(ada) == ""


def test_a_device_that_was_thrown_out_does_not_take_the_other_one_along(ada, later):
    join(ada, LAPTOP)
    later(3)  # an answer of the room is not repeated for a moment
    join(ada, PHONE)
    leave(ada, LAPTOP)

    assert device_told(ada) == PHONE


def test_a_page_that_was_closed_by_force_is_forgotten_in_time(ada, later):
    join(ada, LAPTOP)
    later(presence.KEEP_SECONDS + 1)

    assert device_told(ada) == ""


def test_who_has_left_without_a_word_is_deleted_in_time(ada, later):
    join(ada, LAPTOP)
    too_early = presence.clear_expired(10)
    later(presence.KEEP_SECONDS + 1)

    assert (too_early, presence.clear_expired(0), presence.clear_expired(10)) == (0, 0, 1)
    assert presence.clear_expired in registry.cleaners()


def test_the_page_before_the_meeting_says_how_many_others_are_in_it(ada, sandbox):
    ben, eve = visitor(sandbox, "ben"), visitor(sandbox, "eve")
    told = [others_told(ada)]
    join(ada, LAPTOP)
    told += [others_told(ada), others_told(ben)]
    join(ben, PHONE)
    told += [others_told(eve), others_told(eve, BOOKBINDING)]
    leave(ben, PHONE)

    one = "As far as we know, 1 other person is in the meeting now."
    two = "As far as we know, 2 other people are in the meeting now."
    assert [*told, others_told(eve)] == ["", "", one, two, "", one]


def test_who_cannot_be_recorded_gets_the_meeting_all_the_same(ada, monkeypatch):
    monkeypatch.setattr(presence, "ENTER_SQL", "INSERT INTO no_such_table VALUES (1)")

    assert join(ada, LAPTOP).json()["meeting"]


def test_rows_name_nobody(ada):
    join(ada, LAPTOP)
    row = RoomPresence.objects.get()

    assert re.fullmatch("[0-9a-f]{64}", row.visit)
    assert re.fullmatch("[0-9a-f]{64}", row.room)
    assert row.device == LAPTOP


@pytest.mark.parametrize("device", ["", "short", "X" * 20, "a" * 65, "<script>-1234567"])
def test_a_name_that_no_page_gives_is_not_kept(ada, device):
    assert join(ada, device).status_code == 200

    assert device_told(ada) == ""


def test_a_refused_join_is_not_inside(sandbox):
    omar = visitor(sandbox, "omar")

    assert join(omar, LAPTOP).status_code == 409
    assert device_told(omar) == ""


def test_what_a_tab_keeps_has_another_name_for_another_person():
    visits = product((ADA, replace(ADA, key="ben")), (workshop(901), workshop(902)))

    assert len({presence.name_of_visit(*visit) for visit in visits}) == 4
