"""An attendee's actions in the frame, and what the page around it can see of them."""

from typing import Any

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.steps import PASSWORD
from tests.support.processes import until


def fill_in(place: FrameLocator | Page, email: str, password: str) -> None:
    """Fill in the sign-in form, submit it, and wait for the list."""
    place.get_by_role("textbox", name="Email", exact=True).fill(email)
    place.get_by_label("Password", exact=True).fill(password)
    place.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(place.get_by_role("heading", level=1, name="Workshops")).to_be_visible()


def sign_in(framed: FrameLocator, name: str = "ada") -> None:
    """Sign in by password and arrive at the list."""
    fill_in(framed, f"{name}@example.org", PASSWORD)


def framed_cookies(context: BrowserContext, page: Page) -> list[tuple[Any, ...]]:
    """(name, SameSite, Secure, HttpOnly, site of its partition) of each of the portal's cookies."""
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
    """The frame's height on the event's page, in pixels."""
    found: int = page.evaluate("document.querySelector('iframe').offsetHeight")
    return found


def content_height(framed: FrameLocator) -> int:
    """The height that the content of the frame needs, in pixels."""
    found: int = framed.locator("body").evaluate(
        "(body) => Math.ceil(body.getBoundingClientRect().height)"
    )
    return found


def expect_to_fit(page: Page, framed: FrameLocator) -> None:
    """Wait until the frame is as high as its content."""
    until(
        lambda: abs(content_height(framed) - height(page)) <= 1,
        lambda: f"{height(page)} px for a content of {content_height(framed)} px",
    )


def add(framed: FrameLocator, script: str) -> None:
    """Run a script on the page in the frame; `main` is the element around its content."""
    framed.locator("main .page").evaluate(f"(main) => {{ {script} }}")


def sign_in_to_room(framed: FrameLocator) -> None:
    """Sign in by password and arrive at the page of a room."""
    framed.get_by_role("textbox", name="Email", exact=True).fill("ada@example.org")
    framed.get_by_label("Password", exact=True).fill(PASSWORD)
    framed.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(framed.get_by_role("heading", level=1, name="Bookbinding by hand")).to_be_visible()


def sign_in_there(popup: Page, name: str = "ada") -> None:
    """Fill in and submit the sign-in form of a page at top level."""
    popup.get_by_role("textbox", name="Email", exact=True).fill(f"{name}@example.org")
    popup.get_by_label("Password", exact=True).fill(PASSWORD)
    popup.get_by_role("button", name="Sign in", exact=True).first.click()
