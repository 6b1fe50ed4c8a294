"""Lists that are long, slow, too large or endless."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.attacks.site import PASSWORD, Site
from tests.load.sandbox_process import SIZES, event_file
from tests.support.attendee_client import at_once
from tests.support.http_browser import Browser
from tests.support.processes import until

PAGE_SECONDS, FIRST_SECONDS = 0.9, 15
PAGES = SIZES["huge"] // 100
LAST = f"Workshop {SIZES['huge']:03}: a table"


@pytest.fixture
def cold(tmp_path: Path) -> Iterator[Site]:
    """A site that has seen no list yet, with an event of 5,000 workshops."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(FakeAccelevents(0, event_file(tmp_path)))
        yield Site(stack, sandbox, "redis", PORTAL_EVENTS="demo,huge")


def newcomer(site: Site, event: str) -> Browser:
    """Somebody signed in who has not opened the list."""
    someone = site.visitor()
    someone.read_form_token(f"/e/{event}/sign-in/")
    form = {"way": "password", "email": someone.email, "password": PASSWORD}
    assert someone.post(f"/e/{event}/sign-in/", form).status_code == 303
    return someone


def test_of_a_long_slow_list_the_first_pages_are_shown(cold: Site, record_property):
    people = [newcomer(cold, "huge") for _ in range(3)]
    cold.sandbox.clear_request_log()
    cold.sandbox.fail("list", "delay", seconds=PAGE_SECONDS)
    began = time.monotonic()

    pages = at_once([partial(one.get, "/e/huge/?state=all") for one in people])
    first = time.monotonic() - began
    until(lambda: cold.sandbox.calls("list") >= PAGES // 2, lambda: "it is not read on")
    until(lambda: cold.sandbox.calls("list") >= PAGES, lambda: "it is not read to its end")
    until(lambda: LAST in people[0].get("/e/huge/?q=5000").text, lambda: "it is never whole")

    whole, calls = time.monotonic() - began, cold.sandbox.calls("list")
    record_property("measured", f"first {first:.0f} s, whole {whole:.0f} s, {calls} calls")
    assert [page.status_code for page in pages] == [200] * 3
    assert first < FIRST_SECONDS
    assert calls <= 1.2 * PAGES  # each is read once, but for the start of the next refresh


def test_a_page_above_five_megabytes_hides_no_list(cold: Site):
    cold.sandbox.change(11655, description="<p>x</p>" * 640_000)

    page = newcomer(cold, "demo").get("/e/demo/")

    assert page.status_code == 200
    assert "Bookbinding" in page.text
