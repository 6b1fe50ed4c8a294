"""Whether an attendee is in a meeting already, by another device, before they join it."""

import json
import re
from dataclasses import replace
from itertools import product

import pytest

from tests.support.attendee_client import room_of, visitor
from tests.workshops.factories import workshop
from tests.workshops.room.test_payload import ADA
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
