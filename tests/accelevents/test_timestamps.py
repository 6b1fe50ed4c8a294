"""Upstream's wall clocks become UTC, even in the two nights of the year when clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.accelevents.records import Workshop
from portal.accelevents.timestamps import parse_time
from tests.accelevents.replies import BERLIN, session

NEW_YORK = ZoneInfo("America/New_York")


def utc(day, hour, minute=0, *, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026/03/01 09:00", BERLIN, utc(1, 8)),
        ("2026/07/01 09:00", BERLIN, utc(1, 7, month=7)),
        ("2026/3/1 9:00", BERLIN, utc(1, 8)),
        (" 2026/03/01 09:00:30 ", BERLIN, utc(1, 8)),
        ("2026/03/01 09:00:30.5", BERLIN, utc(1, 8)),
        ("2026/03/01 09:00", ZoneInfo("UTC"), utc(1, 9)),
        ("2026/03/01 20:00", NEW_YORK, utc(2, 1)),
    ],
)
def test_a_wall_clock_is_read_in_its_zone(text, zone, expected):
    assert parse_time(text, zone) == expected


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "2026-03-01 09:00",
        "2026/13/01 09:00",
        "2026/02/30 09:00",
        "2026/03/01 24:00",
        "0001/01/01 00:00",
        "9999/12/31 23:59",
        "٢٠٢٦/03/01 09:00",
        1772352000000,
        ["2026/03/01 09:00"],
    ],
)
def test_an_unreadable_time_is_none(text):
    assert parse_time(text, NEW_YORK) is None


def test_a_time_that_the_spring_change_skips_is_moved_on_by_an_hour():
    assert (
        parse_time("2026/03/29 02:30", BERLIN)
        == parse_time("2026/03/29 03:30", BERLIN)
        == utc(29, 1, 30)
    )


def test_a_time_that_the_autumn_change_repeats_is_its_first_occurrence():
    assert parse_time("2026/10/25 02:30", BERLIN) == utc(25, 0, 30, month=10)
    assert parse_time("2026/10/25 03:00", BERLIN) == utc(25, 2, 0, month=10)


@pytest.mark.parametrize(
    ("start", "end", "starts", "ends"),
    [
        # An ordinary evening, and one over midnight.
        ("2026/03/01 18:00", "2026/03/01 19:00", utc(1, 17), utc(1, 18)),
        ("2026/03/01 23:00", "2026/03/02 01:00", utc(1, 22), utc(2, 0)),
        # Spring, 02:00 to 03:00 does not exist: it ends in the gap, is all in it, starts in it.
        ("2026/03/29 01:30", "2026/03/29 02:15", utc(29, 0, 30), utc(29, 1, 15)),
        ("2026/03/29 02:10", "2026/03/29 02:50", utc(29, 1, 10), utc(29, 1, 50)),
        ("2026/03/29 02:30", "2026/03/29 03:10", utc(29, 0, 30), utc(29, 1, 10)),
        # Autumn, 02:00 to 03:00 comes twice: it ends there, is all in it, spans both occurrences.
        (
            "2026/10/25 01:30",
            "2026/10/25 02:15",
            utc(24, 23, 30, month=10),
            utc(25, 0, 15, month=10),
        ),
        (
            "2026/10/25 02:10",
            "2026/10/25 02:50",
            utc(25, 0, 10, month=10),
            utc(25, 0, 50, month=10),
        ),
        (
            "2026/10/25 02:30",
            "2026/10/25 02:15",
            utc(25, 0, 30, month=10),
            utc(25, 1, 15, month=10),
        ),
        # A span that is never live.
        ("2026/03/01 19:00", "2026/03/01 18:00", utc(1, 18), None),
        ("2026/03/01 19:00", "2026/03/01 19:00", utc(1, 18), None),
        ("2026/03/01 19:00", None, utc(1, 18), None),
        (None, "2026/03/01 19:00", None, None),
        ("tonight", "late", None, None),
    ],
)
def test_a_workshop_lasts_from_its_start_to_its_end(start, end, starts, ends):
    workshop = Workshop.from_json(session(startTime=start, endTime=end), BERLIN)

    assert (workshop.starts, workshop.ends) == (starts, ends)


def test_the_other_spelling_of_the_time_fields_is_read_too():
    body = session(startDate="2026/03/01 18:00", endDate="2026/03/01 19:00", startTime=None)

    workshop = Workshop.from_json(body, BERLIN)

    assert (workshop.starts, workshop.ends) == (utc(1, 17), utc(1, 18))
    assert {workshop.starts.tzinfo, workshop.ends.tzinfo} == {UTC}
