"""Whatever upstream sends becomes typed records of limited size."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.accelevents.records import (
    Label,
    Page,
    Profile,
    Speaker,
    Workshop,
)
from tests.accelevents.replies import BERLIN, recorded, session

NEW_YORK = ZoneInfo("America/New_York")


def workshop(**fields):
    return Workshop.from_json(session(**fields), BERLIN)


def test_the_sample_list_of_the_guide_is_read_as_published():
    page = Page.from_json(recorded("workshop-sessions"), NEW_YORK)

    jay = Speaker("5758", "8528", "Jay Dobariya", "", "", "", is_moderator=True)
    assert page == Page(page.items[:2], 2, 2, frozenset({11655, 11656}), 0, "text")
    assert page.items[1].title == "First Workshop SessionCOPY1"
    assert page.items[0] == Workshop(
        id=11655,
        title="First Workshop Session",
        description="",
        starts=datetime(2021, 12, 20, 22, 36, tzinfo=UTC),
        ends=datetime(2021, 12, 20, 23, 36, tzinfo=UTC),
        location="",
        speakers=(jay,),
        tracks=(),
        tags=(),
        capacity=None,
        seats_taken=None,
        visibility="PUBLIC",
        status="",
        is_hidden=False,
        is_recorded=True,
        is_in_person=False,
        late_minutes=None,
        ticket_types=(),
        mutes_on_entry=False,
        camera_off_on_entry=False,
        ticket_ids=(),
    )


@pytest.mark.parametrize(
    ("bio", "expected"),
    [(None, ""), (" <p>Folds.</p> ", "<p>Folds.</p>"), ("x" * 5000, "x" * 1000), (["a"], "")],
)
def test_what_is_said_of_a_speaker_is_a_text_of_bounded_length(bio, expected):
    assert Speaker.from_json({"firstName": "Ada", "bio": bio}).bio == expected


def test_no_e_mail_address_is_stored():
    page = Page.from_json(recorded("workshop-sessions"), BERLIN)
    profile = Profile.from_json(recorded("profile"))

    assert "@" in json.dumps([recorded("workshop-sessions"), recorded("profile")])
    assert "@" not in repr(page) + repr(profile)


def test_the_rules_of_a_session_are_read():
    read = workshop(
        capacity="25",
        sessionStats={"registeredUserCount": 12.0},
        status="visible",
        sessionTypeFormat="in_person",
        allowedMinutesToJoinLate=15,
        chimeConfig='{"muteAttendeesOnEntry": "true", "disableAttendeesCameraOnEntry": 1}',
        currentUserRegisteredEventTicketId=[57940, "57941", None, 57940],
    )

    assert (read.capacity, read.seats_taken, read.late_minutes) == (25, 12, 15)
    assert (read.status, read.is_in_person) == ("VISIBLE", True)
    assert (read.mutes_on_entry, read.camera_off_on_entry) == (True, True)
    assert read.ticket_ids == ("57940", "57941")


def test_a_shared_workshop_contains_nothing_personal():
    personal = workshop(currentUserRegisteredEventTicketId=[57940])

    assert personal.ticket_ids == ("57940",)
    assert personal.shared() == replace(personal, ticket_ids=())


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("title", None, "title", "Untitled session"),
        ("title", {"de": "Löten"}, "title", "Untitled session"),
        ("title", 2026, "title", "2026"),
        ("title", " x" * 999, "title", ("x " * 999)[:255]),
        ("title", "A\ud800B\x00C", "title", "A?BC"),
        ("description", "<p>" + "x" * 99_999, "description", "<p>" + "x" * 65_021),
        ("location", {"id": 3, "name": "Hall 3"}, "location", "Hall 3"),
        ("location", "Hall 3", "location", "Hall 3"),
        ("location", ["Hall 3"], "location", ""),
        ("capacity", 0, "capacity", None),
        ("capacity", -4, "capacity", None),
        ("capacity", "many", "capacity", None),
        ("capacity", 1e300, "capacity", None),
        ("capacity", float("inf"), "capacity", None),
        ("capacity", True, "capacity", None),
        ("sessionStats", {"registeredUserCount": 0}, "seats_taken", 0),
        ("sessionStats", {"registeredUserCount": -1}, "seats_taken", 0),
        ("sessionStats", "none", "seats_taken", None),
        ("allowedMinutesToJoinLate", True, "late_minutes", None),
        ("allowedMinutesToJoinLate", 0, "late_minutes", None),
        ("allowedMinutesToJoinLate", "true", "late_minutes", None),
        ("ticketTypesThatCanBeRegistered", None, "ticket_types", ()),
        ("ticketTypesThatCanBeRegistered", "Maker pass", "ticket_types", ()),
        ("ticketTypesThatCanBeRegistered", [57940, "57941", {"id": 7}, None], "ticket_types", ()),
        (
            "ticketTypesThatCanBeRegistered",
            ["Maker pass", {"id": 7, "name": "Day"}, {"ticketTypeName": "VIP"}, "VIP"],
            "ticket_types",
            ("Maker pass", "Day", "VIP"),
        ),
        (
            "ticketTypesThatCanBeRegistered",
            [f"{'x' * 58}{number:03}" for number in range(10, 99)],
            "ticket_types",
            tuple(f"{'x' * 58}{number:03}"[:60] for number in (10, 20)),
        ),
        ("sessionVisibilityType", "PRIVATE", "visibility", "PRIVATE"),
        ("sessionVisibilityType", None, "visibility", ""),
        ("sessionVisibilityType", "SECRET", "is_public", False),
        ("sessionVisibilityType", "public", "is_public", True),
        ("status", "HIDDEN", "is_hidden", True),
        ("status", "draft", "is_hidden", True),
        ("status", "PARKED", "status", "PARKED"),
        ("hideSessionFromAttendees", "true", "is_hidden", True),
        ("hideSessionFromAttendees", "false", "is_hidden", False),
        ("recordSession", "yes", "is_recorded", True),
        ("recordSession", 0, "is_recorded", False),
        ("speakerList", None, "speakers", ()),
        ("speakerList", [None, 3, {}, {"email": "a@example.org"}], "speakers", ()),
        ("tracks", {}, "tracks", ()),
        (
            "tracks",
            [{"id": 733}, "Wood", 4],
            "tracks",
            (Label("Wood", "Wood", ""), Label("4", "4", "")),
        ),
        (
            "tags",
            [{"id": 7.0, "name": "B", "color": "#0AF"}],
            "tags",
            (Label("7", "B", "#00aaff"),),
        ),
        ("tags", [{"id": 7, "name": "B", "color": "red;}"}], "tags", (Label("7", "B", ""),)),
        ("currentUserRegisteredEventTicketId", 57940, "ticket_ids", ("57940",)),
        ("currentUserRegisteredEventTicketId", 0, "ticket_ids", ()),
        ("currentUserRegisteredEventTicketId", {}, "ticket_ids", ()),
    ],
)
def test_an_unreadable_value_costs_only_its_field(field, value, name, expected):
    assert getattr(workshop(**{field: value}), name) == expected


@pytest.mark.parametrize(
    ("starts", "form"),
    [
        (["2026/03/01 09:00", None, "soon"], "text"),
        (["2026/03/01 09:00", "2026-03-01T09:00Z"], "iso"),
        ([1772352000000, "2026-03-01T09:00Z"], "epoch"),
        ([None, ""], ""),
        ([], ""),
    ],
)
def test_a_page_tells_the_oddest_form_of_its_times(starts, form):
    sessions = [session(sessionId=n, startDate=start) for n, start in enumerate(starts, 1)]
    meet_up = session(sessionId=9, format="MEET_UP", startTime=1772352000000)

    assert Page.from_json([*sessions, meet_up], BERLIN).time_form == form


def test_what_is_beyond_the_limit_of_a_page_is_counted_as_dropped():
    page = Page.from_json([session(sessionId=n) for n in range(1, 1003)], BERLIN)

    assert (len(page.items), page.raw_count, page.dropped) == (1000, 1002, 2)


@pytest.mark.parametrize("number", ["11655", 11655.0, "11655.0", " 11655 "])
def test_an_id_is_read_in_each_spelling(number):
    assert workshop(sessionId=number).id == 11655


@pytest.mark.parametrize("number", [None, "", "x", 0, -3, 1.5, True, [], 2**63, "9" * 5000])
def test_a_session_without_an_id_is_rejected(number):
    with pytest.raises(ValueError, match="without a sessionId"):
        workshop(sessionId=number)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://cdn.example.org/a.png", "https://cdn.example.org/a.png"),
        ("http://cdn.example.org/a.png", ""),
        ("javascript:alert(1)", ""),
        ("//cdn.example.org/a.png", ""),
        ("https://", ""),
        ("https://[", ""),
        ('https://a.example.org/"onerror=', ""),
        ("https://a.example.org/a b", ""),
        ("https://a.example.org/" + "x" * 3000, ""),
        ("0b6c4711", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_a_portrait_is_an_absolute_https_address_or_empty(address, expected):
    speaker = Speaker.from_json({"firstName": "Ada", "photoUrl": address})

    assert speaker.image_url == expected


def test_long_lists_of_people_and_labels_are_cut():
    crowd = [{"speakerId": number, "firstName": "Ada"} for number in range(500)]

    assert len(workshop(speakerList=crowd).speakers) == 100
    assert len(workshop(tags=[f"tag {number}" for number in range(500)]).tags) == 50
