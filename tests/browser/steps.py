"""The actions of an attendee, in the attendee's words."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.processes import Portal

PASSWORD = "let-me-in"


def sign_in(page: Page, portal: Portal, name: str = "ada", event: str = "demo") -> None:
    """Sign in by password without showing the form, then open the list."""
    post_sign_in(page, portal, name, event)
    page.goto(f"{portal.url}/e/{event}/")


def post_sign_in(page: Page, portal: Portal, name: str = "ada", event: str = "demo") -> None:
    """Sign the page's browser in with the request that the form sends; the page stays as it is."""
    address = f"{portal.url}/e/{event}/sign-in/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.request.get(address).text())
    assert token
    form = {"way": "password", "email": f"{name}@example.org", "password": PASSWORD}
    answer = page.request.post(
        address, form=form | {"csrfmiddlewaretoken": token[1]}, max_redirects=0
    )
    assert answer.headers.get("location") == f"/e/{event}/", answer.text()


def sign_in_by_form(page: Page, portal: Portal, name: str = "ada") -> None:
    """Sign in to the demo on the sign-in page and arrive at the list."""
    page.goto(f"{portal.url}/e/demo/")
    type_password(page, f"{name}@example.org", PASSWORD)
    expect(page).to_have_url(re.compile(r"/e/demo/$"))


def type_password(page: Page, email: str, password: str) -> None:
    """Fill in the form of the sign-in page and submit it."""
    page.get_by_role("textbox", name="Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).first.click()


def card(page: Page, title: str) -> Locator:
    """The card of a workshop."""
    return page.get_by_role("article", name=title)
