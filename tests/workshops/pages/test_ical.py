from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.factories import BERLIN, NOON, workshop
from workshops.pages.ical import ics

PAGE = "https://portal.example.org/e/demo/w/1/"
PROPERTIES = {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "LOCATION",
}  # fmt: skip


def entries(*workshops, event="demo", now=NOON):
    """The entries that a calendar program would read."""
    content = ics([(each, PAGE) for each in workshops], event, "portal.example.org", now)
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_a_workshop_comes_back_as_it_was():
    soldering = workshop(
        1, title="Soldering; für, alle", location="Room \\\\1", description="<p>Bring, wood</p>"
    )

    [entry] = entries(soldering)

    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Soldering; für, alle", "Room \\\\1")
    assert entry["DESCRIPTION"] == f"Bring, wood\n\n{PAGE}"
    assert entry["URL"] == PAGE
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (soldering.starts, soldering.ends)


@pytest.mark.parametrize("missing", ["starts", "ends"])
def test_workshops_without_times_are_left_out(missing):
    listed = entries(workshop(1), workshop(2, **{missing: None}))

    assert [entry["SUMMARY"] for entry in listed] == ["Workshop 1"]


def test_a_workshop_that_moves_moves_in_the_calendar_too():
    [before] = entries(workshop(1, title="Ink", begins=0))
    [after] = entries(workshop(1, title="Ink, later", begins=60), now=NOON + timedelta(days=1))

    assert before["UID"] == after["UID"] == "demo-1@portal.example.org"
    assert after.decoded("DTSTAMP") - before.decoded("DTSTAMP") == timedelta(days=1)


def test_other_workshops_and_other_events_are_other_entries():
    uids = [entry["UID"] for entry in [*entries(workshop(1), workshop(2))]]
    uids += [entry["UID"] for entry in entries(workshop(1), event="other")]

    assert len(set(uids)) == 3


@pytest.mark.parametrize(
    ("starts", "lasts"),
    [
        (datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN), timedelta(hours=1)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), timedelta(hours=1)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), timedelta(hours=1)),
    ],
)
def test_a_workshop_across_a_clock_change_keeps_its_start_and_length(starts, lasts):
    moved = workshop(1, starts=starts.astimezone(UTC), ends=starts.astimezone(UTC) + lasts)

    [entry] = entries(moved)

    assert entry.decoded("DTSTART").timestamp() == starts.timestamp()
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == lasts
    assert entry.decoded("DTSTART").utcoffset() == timedelta(0)


@given(st.text(max_size=200))
def test_no_text_from_upstream_adds_a_line_to_the_calendar(text):
    crooked = text + "\r\nATTENDEE:mailto:mallory@example.org\nX:1\rY:2"

    [entry] = entries(workshop(1, title=crooked, location=crooked, description=crooked))

    assert set(entry) == PROPERTIES
    assert entry.decoded("DTSTART") == NOON - timedelta(minutes=10)


def test_lines_are_folded_as_the_standard_wants_them():
    content = ics([(workshop(1, title="Ü" * 300), PAGE)], "demo", "portal.example.org", NOON)

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
