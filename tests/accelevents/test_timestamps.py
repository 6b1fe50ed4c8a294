"""Upstream's times become UTC, wall clocks even in the two nights in which clocks change."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accelevents.records import Workshop
from portal.accelevents.timestamps import form_of, parse_time
from tests.accelevents.fuzzing import values
from tests.accelevents.replies import BERLIN, session

NEW_YORK = ZoneInfo("America/New_York")


def utc(day, hour, minute=0, second=0, *, month=3):
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026/03/01 09:00", BERLIN, utc(1, 8)),
        ("2026/07/01 09:00", BERLIN, utc(1, 7, month=7)),
        ("2026/3/1 9:00", BERLIN, utc(1, 8)),
        (" 2026/03/01 09:00:30 ", BERLIN, utc(1, 8, 0, 30)),
        ("2026/03/01 09:00:30.5", BERLIN, utc(1, 8, 0, 30)),
        ("2026/03/01 09:00", ZoneInfo("UTC"), utc(1, 9)),
        ("2026/03/01 20:00", NEW_YORK, utc(2, 1)),
        ("2026-03-01T09:00", BERLIN, utc(1, 8)),
        ("2026-07-01 09:00:30", BERLIN, utc(1, 7, 0, 30, month=7)),
    ],
)
def test_a_wall_clock_is_read_in_its_zone(text, zone, expected):
    assert parse_time(text, zone) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-01T09:00:00Z", utc(1, 9)),
        ("2026-03-01T09:00:30.123Z", utc(1, 9, 0, 30)),
        ("2026-03-01T09:00:00.123456789Z", utc(1, 9)),
        ("2026-03-01T09:00:00+01:00", utc(1, 8)),
        ("2026-03-01T09:00:00.000+0000", utc(1, 9)),
        ("2026-03-01T20:00-05:30", utc(2, 1, 30)),
        (1772352030000, utc(1, 8, 0, 30)),
        ("1772352030999", utc(1, 8, 0, 30)),
        (1772352030, utc(1, 8, 0, 30)),
        (1772352030000.0, utc(1, 8, 0, 30)),
    ],
)
def test_an_instant_is_the_same_in_every_zone(value, expected):
    read = [parse_time(value, zone) for zone in (BERLIN, NEW_YORK)]

    assert read == [expected, expected]
    assert {moment.tzinfo for moment in read} == {UTC}


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("2026/03/01 09:00", "text"),
        ("2026-03-01T09:00", "iso"),
        (1772352030, "epoch"),
        ("1772352030000", "epoch"),
        ("soon", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_the_form_of_a_time_has_a_name(value, form):
    assert form_of(value) == form


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "2026-03-01",
        "2026-03-01T09:00:00+25:00",
        "2026-03-01T09:00Z+",
        "2026-W09-7T09:00",
        "20260301T0900",
        "2026/13/01 09:00",
        "2026/02/30 09:00",
        "2026/03/01 24:00",
        "0001/01/01 00:00",
        "9999/12/31 23:59",
        "٢٠٢٦/03/01 09:00",
        0,
        -1772352030,
        20260301,
        202603010900,
        20260301090000,
        10**18,
        True,
        "1970/01/01 00:00",
        "0001-01-01T00:00+10:00",
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
        (
            "2026-10-25T02:30",
            "2026-10-25T02:15",
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


moments = st.integers(10**9, 7_258_000_000).map(partial(datetime.fromtimestamp, tz=UTC))
zones = st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Etc/GMT-14")])


@given(moment=moments, zone=zones, other=zones)
def test_every_form_of_an_instant_is_read_as_that_instant(moment, zone, other):
    seconds = int(moment.timestamp())
    forms = [moment.astimezone(other).isoformat(), seconds * 1000 + 999]
    forms += [str(seconds * 1000), seconds]

    assert {parse_time(form, zone) for form in forms} == {moment}


@given(moment=moments, zone=zones)
def test_a_wall_clock_is_the_same_with_slashes_and_as_iso_text(moment, zone):
    local = moment.astimezone(zone)

    read = {
        parse_time(local.strftime(form), zone, local.fold)
        for form in ("%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
    }

    assert read == {moment}


@given(value=values, zone=zones)
def test_anything_else_is_no_time_or_one_of_our_days(value, zone):
    read = parse_time(value, zone)

    assert read is None or (read.tzinfo is UTC and 2000 <= read.year <= 2200)
