"""Reads of one workshop, the event and the attendee's roles, and the values in their paths."""

import pytest

from portal.accelevents.exceptions import ApiInvalidResponse, ApiRefused, Reason
from tests.accelevents.replies import ACCESS, ATTENDEE, BERLIN, DETAIL, EVENT, TOKEN, recorded


def test_one_workshop_is_read_with_its_seats(upstream, api, berlin):
    upstream.get(DETAIL, json=recorded("session-detail"))

    workshop = api.workshop("demo", 11655, berlin)

    assert (workshop.id, workshop.seats_taken, workshop.status) == (11655, 12, "VISIBLE")


@pytest.mark.parametrize("answer", [{"body": ""}, {"json": {}}, {"json": {"title": "x"}}])
def test_a_workshop_without_a_body_or_an_id_is_invalid(errors_of, api, berlin, answer):
    error = errors_of("GET", DETAIL, lambda: api.workshop("demo", 11655, berlin), **answer)

    assert type(error) is ApiInvalidResponse


def test_an_event_is_read_and_its_url_is_the_requested_one(upstream, api):
    upstream.get(EVENT, json=recorded("event"))

    event = api.event("demo")

    assert (event.url, event.name, str(event.zone)) == ("demo", "Demo Days", "America/New_York")


def test_a_path_value_is_quoted_as_one_segment(upstream, api):
    upstream.get("https://api.test/rest/events/a%2Fb%3Fc%20%C3%B6", json=recorded("event"))

    assert api.event("a/b?c ö").name == "Demo Days"


@pytest.mark.parametrize("event", ["", ".", ".."])
def test_a_value_that_would_change_the_path_is_not_sent(api, event):
    with pytest.raises(ApiRefused) as caught:
        api.event(event)

    assert caught.value.reason is Reason.NOT_FOUND


def test_the_roles_of_an_attendee_are_read(upstream, api):
    upstream.get(ACCESS, json=recorded("access"))

    assert api.access("demo").roles == ("attendee",)


@pytest.mark.parametrize(
    ("told", "zone"),
    [("Europe/Berlin", BERLIN), ("Berlin time", None), ("../etc/passwd", None), (None, None)],
)
def test_the_zone_of_an_attendee_is_read(upstream, api, told, zone):
    upstream.get(ATTENDEE, json={"firstName": "Ada", "equivalentTimezone": told})

    assert api.attendee_zone("demo") == zone
    assert upstream.calls[0].request.headers["Authorization"] == TOKEN


@pytest.mark.parametrize("answer", [{"body": ""}, {"json": {}}, {"json": []}, {"body": "<html>"}])
def test_an_attendee_that_cannot_be_read_is_invalid(errors_of, api, answer):
    error = errors_of("GET", ATTENDEE, lambda: api.attendee_zone("demo"), **answer)

    assert type(error) is ApiInvalidResponse
