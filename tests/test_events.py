"""Where an event's zone and its links at Accelevents come from, and what is asked for them."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured

from portal import events
from portal.accelevents import Accelevents
from portal.observability import findings

ORIGIN = configured.ACCELEVENTS.origin
EVENT = f"{ORIGIN}/rest/events/demo"
ATTENDEE = f"{ORIGIN}/rest/event/demo/attendee"
BERLIN, LISBON = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Lisbon")
WHITE_LABEL = {"eventDesignDetails": {"whiteLabelHostBaseUrl": "https://live.example.org"}}


def learn():
    """(the zone, its source) after a refresh as the list makes it, in an attendee's name."""
    api = Accelevents(replace(configured.ACCELEVENTS, retries=0), token="t0ken")
    events.refresh_in_this_thread("demo", api)
    return events.zone_of(events.cached("demo")), findings.found("zone", "demo")


def calls(upstream):
    return [call.request.url for call in upstream.calls]


@pytest.mark.parametrize("name", ["equivalentTimezone", "equivalentTimeZone", "timezoneId"])
def test_a_zone_that_the_event_tells_costs_no_other_call(upstream, name):
    upstream.get(EVENT, json={name: "Europe/Berlin"})

    assert learn() == (BERLIN, "event")
    assert calls(upstream) == [EVENT]


def test_a_setting_forces_the_zone_and_costs_no_other_call(upstream, settings):
    settings.ACCELEVENTS_TIME_ZONE = LISBON
    upstream.get(EVENT, json={"name": "Demo Days"})

    assert learn() == (LISBON, "setting")
    assert calls(upstream) == [EVENT]


@pytest.mark.parametrize(
    "event_data",
    [
        {"json": {"name": "Demo Days"}},
        {"json": {"timezoneId": "Germany (Berlin) Time"}},
        {"status": 403, "json": {"errorCode": "403"}},
        {"status": 404, "body": "<html>"},
        {"status": 200, "body": "<html>"},
    ],
)
def test_an_event_that_tells_no_zone_is_read_in_the_one_of_the_attendee(upstream, event_data):
    upstream.get(EVENT, **event_data)
    upstream.get(ATTENDEE, json={"equivalentTimezone": "Europe/Berlin"})

    assert learn() == (BERLIN, "attendee")
    assert learn() == (BERLIN, "attendee")
    assert calls(upstream).count(ATTENDEE) == 1


@pytest.mark.parametrize(
    "attendee", [{"json": {"firstName": "Ada"}}, {"status": 404}, {"status": 500}, {"body": "<p>"}]
)
def test_a_zone_that_nobody_tells_is_assumed_and_asked_for_once(upstream, attendee):
    upstream.get(EVENT, json={"name": "Demo Days"})
    upstream.get(ATTENDEE, **attendee)

    assert learn() == (events.DEFAULT_ZONE, "assumed")
    assert learn() == (events.DEFAULT_ZONE, "assumed")
    assert calls(upstream) == [EVENT, ATTENDEE]


@pytest.mark.parametrize(
    "event_data", [{"status": 401}, {"status": 429}, {"status": 500, "body": "<html>"}]
)
def test_an_event_that_may_still_tell_its_zone_settles_none(upstream, event_data):
    upstream.get(EVENT, **event_data)

    assert learn()[1] == findings.UNSEEN
    assert ATTENDEE not in calls(upstream)


def test_the_first_zone_of_an_attendee_holds_for_every_process(upstream):
    upstream.get(EVENT, json={"name": "Demo Days"})
    upstream.get(ATTENDEE, json={"equivalentTimezone": "Europe/Berlin"})
    learn()
    events.reset()  # as another process, which asks about the event alone

    assert learn() == (BERLIN, "attendee")
    assert calls(upstream).count(ATTENDEE) == 1


@pytest.mark.parametrize(
    ("setting", "data", "site", "source"),
    [
        ("", {}, "https://www.accelevents.com", "default"),
        ("", WHITE_LABEL, "https://live.example.org", "white_label"),
        ("https://hub.example.org", {}, "https://hub.example.org", "setting"),
        ("https://hub.example.org", WHITE_LABEL, "https://hub.example.org", "setting"),
    ],
)
def test_links_lead_to_the_setting_else_the_white_label_else_the_usual_site(
    upstream, settings, setting, data, site, source
):
    settings.ACCELEVENTS_WEB_URL = setting
    upstream.get(EVENT, json={"equivalentTimezone": "Europe/Berlin"} | data)
    learn()

    assert findings.found("hub", "demo") == source
    assert events.page_url("demo") == f"{site}/e/demo"
    assert events.hub_url("demo") == f"{site}/e/demo/portal/workshops"
    assert events.hub_url("demo", 901) == f"{site}/e/demo/portal/workshops/901"


def test_links_need_no_event_data():
    assert events.hub_url("demo", 901) == (
        "https://www.accelevents.com/e/demo/portal/workshops/901"
    )


@pytest.mark.parametrize(
    ("named", "is_same"),
    [("demo", True), ("DEMO", True), ("Demo-2026", True), ("other", False), ("", False)],
)
def test_an_event_is_known_by_its_own_slug_and_the_one_upstream_gives_it(upstream, named, is_same):
    upstream.get(EVENT, json={"eventURL": "demo-2026", "equivalentTimezone": "Europe/Berlin"})
    learn()

    assert events.is_same("demo", named) is is_same


def test_an_event_without_a_slug_of_its_own_is_not_every_event():
    assert not events.is_same("demo", "")
