"""Sites that were refused: shown to the organizer, who is not to copy what strangers write."""

import re
from datetime import UTC, datetime

import pytest

from portal.embedding import refused_origins
from tests.embedding.conftest import FIRST_LOAD, HOST, UNLISTED_SITE
from tests.support.attendee_client import visitor
from tests.support.html_page import Page

SETUP = "/e/demo/embed/"


@pytest.fixture
def eve(sandbox):
    """The browser of Eve, who is on the organizer's team."""
    return visitor(sandbox, "eve")


def refuse(frame, site):
    """The response to a frame on this site, which may not show the event."""
    return frame.get("/embed/e/demo/", headers=FIRST_LOAD | {"Referer": f"{site}/page?secret"})


def test_a_site_that_was_refused_is_shown_to_the_organizer(eve, frame):
    refuse(frame, UNLISTED_SITE)

    words = Page.of(eve.get(SETUP)).words

    assert f"{UNLISTED_SITE} Blocked" in words
    assert "page?secret" not in words


def test_a_stranger_writes_nothing_that_the_organizer_is_told_to_copy(eve, frame):
    refuse(frame, UNLISTED_SITE)

    page = eve.get(SETUP).content.decode()

    to_copy = re.findall(r"<(pre|code)\b.*?>(.*?)</\1>", page, re.DOTALL)
    assert f"EMBED_ORIGINS=demo={HOST} https://www.your-event.example" in str(to_copy)
    assert UNLISTED_SITE in page
    assert UNLISTED_SITE not in str(to_copy)


def test_the_latest_ten_are_shown_the_latest_first_and_each_once(eve, frame, later):
    tried = [(refuse(frame, f"https://evil{n}.test"), later(1.1)) for n in (*range(30), 25)]

    words = Page.of(eve.get(SETUP)).words

    assert len(tried) == 31
    shown = re.findall(r"https://evil(\d+)\.test Blocked", words)
    assert shown == ["25", "29", "28", "27", "26", "24", "23", "22", "21", "20"]


def test_a_site_is_shown_for_a_day_whatever_else_is_refused_meanwhile(frame, later):
    refuse(frame, UNLISTED_SITE)
    later(20 * 3600)
    refuse(frame, "https://evil2.test")

    assert refused_origins.recent("demo") == ("https://evil2.test", UNLISTED_SITE)
    later(5 * 3600)
    assert refused_origins.recent("demo") == ("https://evil2.test",)


def test_a_flood_is_written_once_a_second(frame, time_machine):
    time_machine.move_to(datetime.now(UTC), tick=False)
    flood = [refuse(frame, f"https://evil{n}.test") for n in range(30)]
    time_machine.shift(1.1)
    refuse(frame, UNLISTED_SITE)

    assert len(flood) == 30
    assert refused_origins.recent("demo") == (UNLISTED_SITE, "https://evil0.test")


def test_a_clock_that_was_set_back_stops_nothing(frame, time_machine):
    time_machine.move_to(datetime.now(UTC), tick=False)
    refuse(frame, "https://evil0.test")
    time_machine.shift(-3600)
    refuse(frame, UNLISTED_SITE)

    assert refused_origins.recent("demo")[0] == UNLISTED_SITE
