"""
Every page in a made-up language of long words, written from right to left, on a narrow phone.

Nothing may overflow, and every text that is not Accelevents' own must have been translated.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.evidence import Evidence
from tests.browser.steps import post_sign_in
from tests.browser.test_accessibility import overflow
from tests.support.processes import Portal

UNTRANSLATED = (Path(__file__).parent / "pseudo.js").read_text()
# What Accelevents or the organizer wrote, and names: people read it as it is.
EXEMPT = (
    ".header-name, .header-person, .footer span, .card-title, .speakers, .labels, .people, .prose,"
    " .mini-card a, .back a, h1[id^=title-], .room-head h1, .demo-accounts li, .event-list a,"
    " .sites code, .snippet, .outcome-upstream-message, option[value]:not([value='']),"
    " .card-join .hidden-text, .list > .note .hidden-text, .code, .card-zone, kbd, .color, .avatar,"
    " .room-initials, [translate=no]"
)
OF_ATTENDEES = [
    "/e/demo/", "/e/demo/?q=solder", "/e/demo/?q=nothing-is-called-this", "/e/demo/mine/",
    "/e/demo/w/11655/", "/e/demo/w/11655/give-up/", "/e/demo/w/11656/room/", "/e/demo/w/999999/",
    "/patterns/",
]  # fmt: skip
OF_THE_TEAM = ["/e/demo/embed/", "/e/demo/check/"]
OF_EVERYONE = [
    "/",
    "/nothing-here/",
    "/e/demo/sign-in/",
    "/e/demo/sign-in/?userKey=some-key",
    "/embed/e/demo/sign-in/",
]


@pytest.fixture(scope="session")
def long_words(
    shared_sandbox: FakeAccelevents, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.support.pseudo_settings",
        "ACCELEVENTS_UNREGISTER_CALL": "DELETE /rest/events/{event}/user-session/{session}",
    }
    with Portal(tmp_path_factory.mktemp("long-words"), shared_sandbox.url, **settings) as found:
        yield found


@pytest.fixture
def phone(page: Page, long_words: Portal, evidence: Evidence, expected_errors: list[str]) -> Page:
    """A page on a phone 320 pixels wide; missing pages are among those that are looked at."""
    evidence.add_log("portal.log", long_words.log)
    expected_errors.append("404")
    page.set_viewport_size({"width": 320, "height": 640})
    return page


def faults(page: Page) -> list[object]:
    """What is wrong with the page that is open: its direction, its width, its texts."""
    direction = page.locator("html").get_attribute("dir")
    return [direction, overflow(page), page.evaluate(UNTRANSLATED, EXEMPT)]


GOOD = ["rtl", 0, []]


@pytest.mark.parametrize("path", OF_EVERYONE)
def test_pages_before_the_sign_in_can_be_translated(
    phone: Page, long_words: Portal, path: str
) -> None:
    phone.goto(long_words.url + path)

    assert faults(phone) == GOOD


@pytest.mark.parametrize("path", OF_ATTENDEES)
def test_pages_of_attendees_can_be_translated(
    phone: Page, long_words: Portal, sandbox: FakeAccelevents, path: str
) -> None:
    post_sign_in(phone, long_words, "rex")
    phone.goto(long_words.url + path)

    assert faults(phone) == GOOD


@pytest.mark.parametrize("path", OF_THE_TEAM)
def test_pages_of_the_team_can_be_translated(
    phone: Page, long_words: Portal, sandbox: FakeAccelevents, path: str
) -> None:
    post_sign_in(phone, long_words, "eve")
    phone.goto(long_words.url + path)

    assert faults(phone) == GOOD


def test_the_end_of_a_join_can_be_translated(
    phone: Page, long_words: Portal, sandbox: FakeAccelevents
) -> None:
    sandbox.fail("register", "reset", times=1, workshop=11655)
    post_sign_in(phone, long_words, "ben")
    phone.goto(f"{long_words.url}/e/demo/w/11655/")

    phone.locator("#join-11655").click()

    expect(phone.locator(".outcome")).to_be_visible()
    assert faults(phone) == GOOD


def test_the_checklist_for_frames_can_be_translated(phone: Page, long_words: Portal) -> None:
    phone.goto(f"{long_words.url}/embed/e/demo/checklist/")

    assert phone.get_by_role("heading", level=3).count() > 5
    assert phone.evaluate(UNTRANSLATED, EXEMPT) == []
