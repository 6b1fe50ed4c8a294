"""Signing in and out, as attendees do it."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import PASSWORD, sign_in, sign_in_by_form, type_password
from tests.support.processes import Portal


def test_a_password_leads_to_the_list(page: Page, portal: Portal, sandbox: FakeAccelevents) -> None:
    sign_in_by_form(page, portal, "ada")

    expect(page.get_by_role("heading", level=1, name="Workshops")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("Ada Okafor")
    assert sandbox.calls("login") == 1


def test_a_pasted_link_leads_to_the_list(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    page.goto(f"{portal.url}/e/demo/")

    page.get_by_label("Paste the link from your email").fill(
        "https://www.accelevents.com/e/demo/portal?userKey=kim-key"
    )
    page.get_by_role("button", name="Sign in with the link").click()

    expect(page.get_by_role("banner")).to_contain_text("Kim Tanaka")
    assert sandbox.calls("key") == 1


def test_a_mailed_link_is_used_up_only_by_the_button(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    page.goto(f"{portal.url}/e/demo/sign-in/link/kim-key/")

    expect(page).to_have_url(f"{portal.url}/e/demo/sign-in/link/")
    assert sandbox.calls("key") == 0

    page.get_by_role("main").get_by_role("button", name=re.compile("Sign in")).click()

    expect(page.get_by_role("banner")).to_contain_text("Kim Tanaka")
    assert sandbox.calls("key") == 1


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("leo", "This account is temporarily locked"),
        ("dan", "There’s more than one account with this email"),
        ("nia", "You don’t have a ticket for this event"),
        ("finn", "This event is full"),
        ("gil", "All free spots are taken"),
        ("ivo", "This event isn’t open yet"),
    ],
)
def test_a_refused_sign_in_gives_its_reason(
    page: Page, portal: Portal, name: str, headline: str, expected_errors: list[str]
) -> None:
    expected_errors.append("the server responded with a status of")
    page.goto(f"{portal.url}/e/demo/")

    type_password(page, f"{name}@example.org", PASSWORD)

    expect(page.get_by_text(headline, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_a_wrong_password_keeps_the_email_and_clears_the_password(
    page: Page, portal: Portal, expected_errors: list[str]
) -> None:
    expected_errors.append("the server responded with a status of")
    page.goto(f"{portal.url}/e/demo/")

    type_password(page, "ada@example.org", "not-this")

    expect(page.get_by_text("Incorrect email or password", exact=True)).to_be_visible()
    expect(page.locator(".notice-bad")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    expect(page.get_by_role("textbox", name="Email", exact=True)).to_have_value("ada@example.org")
    expect(page.get_by_label("Password", exact=True)).to_have_value("")


@pytest.mark.parametrize(
    ("key", "headline"),
    [
        ("uma-key", "This link was already used or has expired"),
        ("bob-key", "This link has been blocked"),
        ("no-such-key", "This link isn’t valid"),
    ],
)
def test_a_link_that_does_not_work_gives_its_reason(
    page: Page, portal: Portal, key: str, headline: str, expected_errors: list[str]
) -> None:
    expected_errors.append("the server responded with a status of")
    page.goto(f"{portal.url}/e/demo/sign-in/")

    page.get_by_label("Paste the link from your email").fill(key)
    page.get_by_role("button", name="Sign in with the link").click()

    expect(page.get_by_text(headline, exact=True)).to_be_visible()


def test_after_an_expired_sign_in_the_attendee_returns_to_the_same_page(
    page: Page, portal: Portal, sandbox: FakeAccelevents, expected_errors: list[str]
) -> None:
    expected_errors.append("401")
    sign_in(page, portal, "ben")
    page.goto(f"{portal.url}/e/demo/w/11655/")

    sandbox.expire("ben")
    page.get_by_role("button", name="Join").click()

    expect(page).to_have_url(re.compile("/sign-in/"))
    type_password(page, "ben@example.org", PASSWORD)
    expect(page).to_have_url(f"{portal.url}/e/demo/w/11655/")


def test_signing_out_applies_to_every_page(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ada")

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("You’re signed out", exact=True)).to_be_visible()
    page.goto(f"{portal.url}/e/demo/mine/")
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_signing_in_to_one_event_is_not_signing_in_to_another(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ada")

    page.goto(f"{portal.url}/e/big/")

    expect(page).to_have_url(re.compile("/e/big/sign-in/"))
