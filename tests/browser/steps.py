"""What people do, in their words."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.processes import Portal

PASSWORD = "workshop"


def sign_in(page: Page, portal: Portal, name: str = "ada", event: str = "demo") -> None:
    """Sign in by password and arrive at the list."""
    page.goto(f"{portal.url}/e/{event}/")
    page.get_by_role("textbox", name="E-mail").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/e/{event}/$"))


def card(page: Page, title: str) -> Locator:
    """The card of a workshop."""
    return page.get_by_role("article", name=title)
