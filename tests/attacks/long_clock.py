"""Clocks that are set back, or differ from machine to machine (libfaketime)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.attacks.site import Site, is_signed_in, stolen
from tests.support.processes import until

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), Path("libfaketimeMT.so.1"))
FRESH_SECONDS = 2  # LIST_FRESH_SECONDS here
PATIENCE = 15

Wait = Callable[[str], float]


class Clock:
    """The clock of one machine: `set("-1h")` moves it from the true time within a second."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.clock"
        self.settings = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "LIST_FRESH_SECONDS": str(FRESH_SECONDS),
        }
        self.set("+0")

    def set(self, offset: str) -> None:
        """Move it; offsets are like -1h, +90, -120."""
        self._file.write_text(offset)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Site, list[Clock]]]:
    """Two machines over one PostgreSQL and one Redis, each with a clock of its own."""
    clocks = [Clock(tmp_path, "here"), Clock(tmp_path, "there")]
    with ExitStack() as stack:
        sandbox = stack.enter_context(FakeAccelevents())
        site = Site(stack, sandbox, "postgresql and redis", machines=2, **clocks[0].settings)
        site.portals[1].stop()
        site.portals[1].settings |= clocks[1].settings
        stack.enter_context(site.portals[1])
        yield site, clocks


def shows_soon(site: Site, title: str) -> list[bool]:
    """Whether each machine shows a new workshop of this title before the time is up."""
    attendee = site.attendee()
    site.sandbox.add(title=title, starts=-5, ends=300)
    return [_appears(stolen(attendee, portal), title) for portal in site.portals]


def _appears(browser, title: str) -> bool:
    try:
        until(lambda: title in browser.get("/e/demo/").text, lambda: "not in time")
    except AssertionError:
        return False
    return True


def test_a_clock_that_is_set_back_an_hour_freezes_no_list(two: tuple[Site, list[Clock]]):
    site, clocks = two
    before = shows_soon(site, "Before")
    clocks[0].set("-1h")
    clocks[1].set("-1h")
    back = shows_soon(site, "An hour back")
    clocks[0].set("+0")
    clocks[1].set("+0")

    assert (before, back, shows_soon(site, "On time again")) == ([True] * 2,) * 3


@pytest.mark.parametrize("offset", ["-120", "+120"])
def test_two_minutes_between_machines_change_nothing(two: tuple[Site, list[Clock]], offset):
    site, clocks = two
    shows_soon(site, "Before")
    clocks[1].set(offset)
    victim = site.attendee()
    shown = shows_soon(site, f"Skewed by {offset}")
    pages = [stolen(victim, portal).get("/e/demo/") for portal in site.portals]

    joined = stolen(victim, site.portals[1]).post("/e/demo/w/11655/join/", HX_Request="true")
    victim.post("/e/demo/sign-out/")

    assert shown == [True] * 2
    assert [page.status_code for page in pages] == [200] * 2
    assert 'data-kind="let_in"' in joined.text
    assert [is_signed_in(stolen(victim, portal)) for portal in site.portals] == [False] * 2


def test_a_clock_fourteen_hours_ahead_signs_nobody_out_for_good(two: tuple[Site, list[Clock]]):
    site, clocks = two
    victim = site.attendee()
    clocks[0].set("+14h")
    until(lambda: not is_signed_in(stolen(victim)), lambda: "an old sign-in is believed")
    clocks[0].set("+0")

    until(lambda: is_signed_in(stolen(victim)), lambda: "the sign-in is lost")
