"""Events, people and their roles are read with limits, and printed without secrets."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.accelevents.records import Event, EventAccess, LoginResult, MeetingJoin
from tests.accelevents.replies import BERLIN, recorded

NEW_YORK = ZoneInfo("America/New_York")


def test_an_event_is_read():
    event = Event.from_json(recorded("event"), "demo")

    assert event == Event(
        url="demo",
        name="Demo Days",
        zone=NEW_YORK,
        starts=datetime(2026, 12, 1, 14, 0, tzinfo=UTC),
        ends=datetime(2026, 12, 2, 23, 0, tzinfo=UTC),
        logo_url="https://cdn.example.org/logo.png",
        brand_color="#0a2540",
        brand_text_color="#ffffff",
        upstream_url="demo",
    )


@pytest.mark.parametrize(
    ("body", "zone"),
    [
        ({"equivalentTimezone": "Europe/Berlin"}, BERLIN),
        ({"timezoneId": "Europe/Berlin"}, BERLIN),
        ({"timezoneId": "United States (New York) Time"}, None),
        ({"equivalentTimeZone": "../../etc/passwd"}, None),
        ({"equivalentTimeZone": "Europe"}, None),
        ({"equivalentTimeZone": ""}, None),
        ({"equivalentTimeZone": 5, "timezoneId": "Europe/Berlin"}, BERLIN),
    ],
)
def test_the_zone_of_an_event_is_an_iana_name_or_unknown(body, zone):
    event = Event.from_json({"name": "Demo", "startDate": "2026/12/01 09:00"} | body, "demo")

    assert event.zone == zone
    assert (event.starts is None) is (zone is None)


@pytest.mark.parametrize("name", ["eventURL", "eventUrl"])
def test_an_event_tells_its_own_slug_in_two_spellings(name):
    assert Event.from_json({name: "Demo-2026"}, "demo").upstream_url == "Demo-2026"


@pytest.mark.parametrize(
    "name", ["eventDesignDetails", "eventDesignDetail", "eventDesignDetailDto"]
)
def test_a_white_label_is_found_under_three_names(name):
    body = {name: {"whiteLabelHostBaseUrl": "https://live.example.org"}}

    assert Event.from_json(body, "demo").white_label == "https://live.example.org"


def test_a_design_that_comes_under_several_names_is_read_as_one():
    body = {
        "eventDesignDetails": {"headerColor": "#0a2540", "whiteLabelHostBaseUrl": None},
        "eventDesignDetailDto": {"headerColor": "#fff", "whiteLabelHostBaseUrl": "live.test.org"},
    }

    event = Event.from_json(body, "demo")

    assert (event.brand_color, event.white_label) == ("#0a2540", "https://live.test.org")


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ("https://Live.Example.org/", "https://live.example.org"),
        ("live.example.org", "https://live.example.org"),
        ("live.example.org/events?x=1#y", "https://live.example.org"),
        ("https://live.example.org:8443/e/", "https://live.example.org:8443"),
        ("http://live.example.org", ""),
        ("javascript://live.example.org/%0aalert(1)", ""),
        ("https://live.example.org@evil.test", ""),
        ("live.example.org:443@evil.test", ""),
        ("https://127.0.0.1", ""),
        ("https://localhost", ""),
        ("https://[::1]", ""),
        ("https://[", ""),
        ("https://live.example.org:99999", ""),
        ('https://live.example.org"onclick=', ""),
        ("https://" + "a." * 130 + "org", ""),
        ("live example org", ""),
        (7, ""),
        (None, ""),
    ],
)
def test_a_white_label_is_a_public_https_origin_or_none(told, origin):
    body = {"eventDesignDetails": {"whiteLabelHostBaseUrl": told}}

    assert Event.from_json({"name": "Demo"} | body, "demo").white_label == origin


def test_a_disabled_logo_is_not_shown():
    design = {"logoEnabled": False, "logoImage": "https://cdn.example.org/logo.png"}

    event = Event.from_json({"eventDesignDetail": json.dumps(design)}, "demo")

    assert event.logo_url == ""


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ({"roles": ["ATTENDEE", "speaker", 7, None, "speaker"]}, ("attendee", "speaker", "7")),
        ({"attendee": "true", "admin": False, "roles": None}, ("attendee",)),
        ({"roles": ["attendee"], "attendee": True, "speaker": True}, ("attendee", "speaker")),
        ({"disclaimerChecked": True}, ()),
    ],
)
def test_roles_come_from_the_list_and_from_the_flags(body, roles):
    assert EventAccess.from_json(body).roles == roles


def test_no_record_shows_a_secret_when_it_is_printed():
    login = LoginResult.from_json(recorded("login"))
    join = MeetingJoin.from_json(recorded("join"))

    printed = repr(login) + repr(join)

    assert (login.token, join.attendee["JoinToken"]) == ("eyJhbGciOi.t0ken", "N2QzYy-secret")
    assert "t0ken" not in printed
    assert "secret" not in printed
    assert "chime.aws" not in printed
    assert asdict(login)["user_id"] == "8528"
