"""What people do, in their words."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.processes import Portal

PASSWORD = "let-me-in"


def sign_in(page: Page, portal: Portal, name: str = "ada", event: str = "demo") -> None:
    """Sign in by password and arrive at the list."""
    page.goto(f"{portal.url}/e/{event}/")
    type_password(page, f"{name}@example.org", PASSWORD)
    expect(page).to_have_url(re.compile(rf"/e/{event}/$"))


def type_password(page: Page, email: str, password: str) -> None:
    """Fill in the form of the sign-in page and send it."""
    page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).first.click()


def card(page: Page, title: str) -> Locator:
    """The card of a workshop."""
    return page.get_by_role("article", name=title)
