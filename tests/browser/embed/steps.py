"""What people do in the frame, and what can be seen of it from outside."""

from typing import Any

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.steps import PASSWORD
from tests.support.processes import until


def fill_in(place: FrameLocator | Page, email: str, password: str) -> None:
    """The sign-in form, sent."""
    place.get_by_role("textbox", name="E-mail").fill(email)
    place.get_by_label("Password", exact=True).fill(password)
    place.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(place.get_by_role("heading", level=1, name="Workshops")).to_be_visible()


def sign_in(framed: FrameLocator, name: str = "ada") -> None:
    """Signed in by password, and at the list."""
    fill_in(framed, f"{name}@example.org", PASSWORD)


def framed_cookies(context: BrowserContext, page: Page) -> list[tuple[Any, ...]]:
    """(name, SameSite, Secure, HttpOnly, the site it is partitioned by) of the portal's cookies."""
    found = context.new_cdp_session(page).send("Storage.getCookies")["cookies"]
    return [
        (
            cookie["name"],
            cookie.get("sameSite"),
            cookie["secure"],
            cookie["httpOnly"],
            cookie.get("partitionKey", {}).get("topLevelSite"),
        )
        for cookie in found
        if cookie["domain"] == "portal.test"
    ]


def height(page: Page) -> int:
    """The frame's height on the event's page."""
    found: int = page.evaluate("document.querySelector('iframe').offsetHeight")
    return found


def content_height(framed: FrameLocator) -> int:
    """The height that the frame's page needs."""
    found: int = framed.locator("body").evaluate(
        "(body) => Math.ceil(body.getBoundingClientRect().height)"
    )
    return found


def expect_to_fit(page: Page, framed: FrameLocator) -> None:
    """Wait until the frame has the height of its content."""
    until(
        lambda: abs(content_height(framed) - height(page)) <= 1,
        lambda: f"{height(page)} px for a content of {content_height(framed)} px",
    )


def add(framed: FrameLocator, script: str) -> None:
    """Run a script on the frame's page, whose content it knows as `main`."""
    framed.locator("main .page").evaluate(f"(main) => {{ {script} }}")


def sign_in_to_room(framed: FrameLocator) -> None:
    """Signed in by password, and in front of a room."""
    framed.get_by_role("textbox", name="E-mail").fill("ada@example.org")
    framed.get_by_label("Password", exact=True).fill(PASSWORD)
    framed.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(framed.get_by_role("heading", level=1, name="Bookbinding by hand")).to_be_visible()


def sign_in_there(popup: Page, name: str = "ada") -> None:
    """The form of a page at top level, sent."""
    popup.get_by_role("textbox", name="E-mail").fill(f"{name}@example.org")
    popup.get_by_label("Password", exact=True).fill(PASSWORD)
    popup.get_by_role("button", name="Sign in", exact=True).first.click()
