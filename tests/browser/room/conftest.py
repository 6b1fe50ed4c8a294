"""The room, its meeting, and browsers with and without fake devices."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import FakeChime
from tests.browser.conftest import chromium
from tests.browser.evidence import Evidence
from tests.browser.flags import FLAGS
from tests.browser.profiles import profile
from tests.support.processes import Portal

DEVICES = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
]
WORKSHOP = 11655  # "Soldering for first-timers", live
SPEAKER = "8544"  # Sam, who speaks there


@dataclass
class Room:
    """The meeting of one workshop: its page, and its state in the media service."""

    portal: Portal
    sandbox: FakeAccelevents
    media: FakeChime

    @property
    def url(self) -> str:
        """The address of the room's page."""
        return f"{self.portal.url}/e/demo/w/{WORKSHOP}/room/"

    @property
    def meeting(self) -> str:
        """The id of the meeting; "" before the first join."""
        return self.sandbox.workshop(WORKSHOP).meeting_id

    def do(self, action: str, **options: object) -> None:
        """Make something happen in the meeting; see the control module of the media service."""
        self.media.do(self.meeting, action, **options)

    def has(self, user_id: str, **state: object) -> None:
        """Wait until this person is in the meeting, in this state; TimeoutError otherwise."""
        self.media.wait_until(
            self.meeting,
            lambda seen: any(
                member["user_id"] == user_id
                and not member["content"]
                and state.items() <= member.items()
                for member in seen["attendees"].values()
            ),
        )

    def write_meeting(self, path: Path) -> None:
        """Write the meeting's state in the media service and the kinds of frames it exchanged."""
        told = {"state": self.media.state(self.meeting), "frames": self.media.frames(self.meeting)}
        path.write_text(json.dumps(told, indent=1, default=str))

    def is_without(self, user_id: str) -> None:
        """Wait until this person is not in the meeting; TimeoutError otherwise."""
        self.media.wait_until(
            self.meeting,
            lambda seen: all(member["user_id"] != user_id for member in seen["attendees"].values()),
        )


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with a fake camera and three fake microphones that grants access unasked."""
    with chromium(playwright, FLAGS + DEVICES) as found:
        yield found


@pytest.fixture(scope="session")
def refusing_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with fake devices that denies access to them."""
    with chromium(playwright, [*FLAGS, DEVICES[0], DEVICES[2]]) as found:
        yield found


@pytest.fixture
def refusing_page(
    refusing_browser: Browser, evidence: Evidence, expected_errors: list[str]
) -> Iterator[Page]:
    """A page in the browser that denies access to the devices."""
    with profile(refusing_browser, evidence, expected_errors) as found:
        yield found.new_page()


@pytest.fixture(scope="session")
def bare_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium on a machine without camera and microphone."""
    with chromium(playwright, [*FLAGS, *DEVICES[1:]]) as found:
        yield found


@pytest.fixture
def bare_page(
    bare_browser: Browser, evidence: Evidence, expected_errors: list[str]
) -> Iterator[Page]:
    """A page in the browser without devices."""
    with profile(bare_browser, evidence, expected_errors) as found:
        yield found.new_page()


@pytest.fixture
def room(portal: Portal, sandbox: FakeAccelevents, media: FakeChime, evidence: Evidence) -> Room:
    """The room of a live workshop whose meeting nobody has joined yet."""
    found = Room(portal, sandbox, media)
    evidence.add("meeting.json", found.write_meeting)
    return found


@pytest.fixture
def other(browser: Browser, evidence: Evidence, expected_errors: list[str]) -> Iterator[Page]:
    """A second person's browser."""
    with profile(browser, evidence, expected_errors, "other-", locale="en-GB") as found:
        yield found.new_page()
