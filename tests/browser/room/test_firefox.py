"""The room's main journey in Firefox: see, hear and read each other, and leave."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.embed.firefox import Firefox
from tests.browser.embed.firefox_tab import Tab
from tests.browser.evidence import Evidence
from tests.browser.room.conftest import Room
from tests.browser.room.hub import ADA
from tests.browser.room.test_together import KEEP_CONNECTIONS, LOUDEST_ARRIVED
from tests.browser.room.visit import expect_moving_picture, join, lines, press, write
from tests.browser.steps import PASSWORD
from tests.support.processes import until

# Its own fake devices, granted beforehand: without a grant it offers no address on loopback. Sound
# may play.
PREFERENCES = """
user_pref("media.navigator.streams.fake", true);
user_pref("media.navigator.permission.disabled", true);
user_pref("media.peerconnection.ice.loopback", true);
user_pref("permissions.default.camera", 1);
user_pref("permissions.default.microphone", 1);
user_pref("media.autoplay.default", 0);
"""


@pytest.fixture
def firefox(tmp_path: Path, evidence: Evidence) -> Iterator[Firefox]:
    """A browser with fake devices."""
    with Firefox(tmp_path, PREFERENCES) as found:
        evidence.add("firefox.png", found.save_screenshots)
        evidence.add_log("firefox.log", found.log)
        yield found


def join_in_firefox(firefox: Firefox, room: Room) -> Tab:
    """Sign in as Ada and join with camera and microphone."""
    tab = firefox.open(f"{room.portal.url}/e/demo/sign-in/")
    tab.fill("input[name=email]", "ada@example.org")
    tab.fill("input[name=password]", PASSWORD)
    tab.click("form button[type=submit]", "Sign in")
    tab.until("location.pathname === '/e/demo/'")
    tab.go(room.url)
    tab.says("Your microphone is on")
    tab.says("Your camera is on")
    tab.click("[data-part=join]", "Join now")
    room.has(ADA, muted=False, camera=True)
    return tab


def sees(tab: Tab, owner: str) -> None:
    """Wait until the video of this person's tile has a size and plays."""
    tab.until(f"""[...document.querySelectorAll('.room-tile')]
        .filter((tile) => tile.textContent.includes('{owner}'))
        .map((tile) => tile.querySelector('video'))
        .some((video) => video.checkVisibility() && video.videoWidth && video.currentTime > 0)""")


def test_a_visit_in_firefox(
    firefox: Firefox, page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors += ["[ERROR] room - ", "WebSocket connection to"]
    page.add_init_script(KEEP_CONNECTIONS)
    join(page, room, "ben")
    tab = join_in_firefox(firefox, room)

    sees(tab, "Ben Lindqvist")
    expect_moving_picture(page, "Ada Okafor")
    until(lambda: page.evaluate(LOUDEST_ARRIVED) > 0, lambda: "no sound arrived")
    tab.click("[data-control=chat]")
    tab.fill("[data-part=chat-text]", "Hello from Firefox")
    tab.click("[data-part=chat-form] button[type=submit]")
    press(page, "Chat")
    expect(lines(page)).to_contain_text(["Hello from Firefox"])
    write(page, "Hello from Chromium")
    tab.says("Hello from Chromium")

    press(page, "Share screen")
    sees(tab, "Ben Lindqvist’s screen")
    press(page, "Stop sharing")
    room.do("cut", who=ADA)
    tab.until("document.querySelector('[data-live=state]').textContent.includes('again')")
    sees(tab, "Ben Lindqvist")
    room.do("bot", attendee_id="eve", external_user_id="Eve Castellano_101")
    room.do("order", who="eve", kind="STOPALLVIDEO")
    room.has(ADA, camera=False)

    tab.script("document.querySelector('[data-control=leave]').click()")
    tab.click("[data-part=leave-question] button", "Leave now")
    tab.says("You left the workshop")
    room.is_without(ADA)
