"""The people of the hub's own page in the room, and what they make happen."""

from playwright.sync_api import Locator, Page

from tests.browser.room.conftest import WORKSHOP, Room
from tests.browser.room.visit import press

ADA, BEN = "8528", "8529"
EVE = "101"  # on the organizer's team: may moderate
HUGO = "8700"  # an attendee: may not
ROOM_77 = {"roomId": "77", "sessionId": WORKSHOP, "eventUrl": "demo"}


def moderator(room: Room) -> None:
    """Eve, who moderates, comes in by the hub."""
    room.do("bot", attendee_id="eve", external_user_id=f"Eve Castellano_{EVE}")


def attendee(room: Room) -> None:
    """Hugo, who is an attendee as others, comes in by the hub."""
    room.do("bot", attendee_id="hugo", external_user_id=f"Hugo Hub_{HUGO}")


def rows(page: Page) -> Locator:
    """The people in the list, which is open from now on."""
    press(page, "People")
    return page.get_by_role("list", name="People in this meeting").locator(".room-person")


def question(page: Page) -> Locator:
    """What somebody asks of this attendee."""
    return page.locator("[data-part=request]")
