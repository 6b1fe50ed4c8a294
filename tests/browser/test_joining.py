"""Joining a workshop: registered, refused for each reason, or unknown, as the attendee reads it."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import card, expect_room, post_sign_in, sign_in
from tests.support.processes import Portal

FULL = "Wild pigments from your garden"


def test_joining_registers_and_leads_to_the_room(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()

    expect_room(page)
    expect(page.get_by_role("heading", level=1, name="Bookbinding by hand")).to_be_visible()
    assert (sandbox.calls("register"), sandbox.calls("join")) == (1, 0)


def test_back_from_the_room_the_card_leads_in_again(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ben")
    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()
    expect_room(page)

    page.go_back()

    enter = card(page, "Bookbinding by hand").get_by_role("link", name="Enter")
    expect(enter.first).to_be_visible()
    expect(card(page, "Bookbinding by hand").get_by_role("button", name="Join")).to_have_count(0)


def test_a_refusal_is_still_there_on_the_way_back_from_another_workshop(
    page: Page, portal: Portal
) -> None:
    sign_in(page, portal)
    place = card(page, FULL)
    place.get_by_role("button", name="Join").click()
    code = place.locator(".outcome-stub .code").inner_text()
    place.locator(".outcome-instead a").first.click()
    page.wait_for_url("**/w/*/")

    page.go_back()

    expect(card(page, FULL).locator(".outcome-stub .code")).to_have_text(code)
    expect(card(page, FULL).locator(".outcome-instead a").first).to_be_visible()


def test_a_refusal_is_not_shown_to_whoever_signs_in_next(page: Page, portal: Portal) -> None:
    sign_in(page, portal)
    card(page, FULL).get_by_role("button", name="Join").click()
    expect(card(page, FULL).locator(".outcome-stub")).to_be_visible()
    page.goto(f"{portal.url}/e/demo/mine/")
    page.context.clear_cookies()
    post_sign_in(page, portal, "ben")

    page.go_back()

    expect(page.get_by_text("Ben ").first).to_be_visible()
    expect(card(page, FULL).locator(".outcome-stub")).to_have_count(0)


def test_a_press_during_a_refresh_of_the_list_is_not_lost(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ben")
    page.route("**/e/demo/list/**", lambda route: None)  # the refresh stays in flight
    with page.expect_request("**/e/demo/list/**"):
        pass

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()

    expect_room(page)


def test_two_presses_are_one_registration(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "delay", seconds=0.5)

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").dblclick()

    expect_room(page)
    assert sandbox.calls("register") == 1


def test_two_tabs_are_one_registration(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    other = page.context.new_page()
    other.goto(f"{portal.url}/e/demo/w/11656/")
    sandbox.fail("register", "delay", seconds=0.5)

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()
    other.get_by_role("button", name="Join").click()

    expect_room(page)
    expect_room(other)
    assert sandbox.calls("register") == 1


@pytest.mark.parametrize(
    ("name", "title", "headline"),
    [
        ("ben", "Wild pigments from your garden", "This workshop is full"),
        ("ben", "Letterpress studio", "Your ticket doesn’t include this workshop"),
        ("omar", "Soldering for first-timers", "Your ticket doesn’t include this workshop"),
        ("noor", "Soldering for first-timers", "You don’t have a ticket for this event"),
        ("ben", "Chair yoga", "It’s too late to join"),
    ],
)
def test_each_refusal_gives_its_reason_and_a_support_code(
    page: Page, portal: Portal, name: str, title: str, headline: str
) -> None:
    sign_in(page, portal, name)

    card(page, title).get_by_role("button", name="Join").click()

    outcome = card(page, title).locator(".outcome")
    expect(outcome.get_by_role("heading", name=headline)).to_be_focused()
    expect(outcome.get_by_text("Need help? Give the organizer this code:")).to_be_visible()
    expect(page.get_by_role("link", name="Enter the room")).to_have_count(0)


def test_a_listed_workshop_that_register_does_not_know_leads_to_the_room(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    page.goto(f"{portal.url}/e/demo/w/11656/")

    sandbox.fail("register", "404", code="404800", text="Session not found!")
    page.get_by_role("button", name="Join").click()

    page.wait_for_url("**/w/11656/room/")
    expect(page.get_by_text("We don’t know if you have a seat")).to_be_visible()


def test_a_one_workshop_ticket_refuses_the_second_workshop(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "lia")
    card(page, "Soldering for first-timers").get_by_role("button", name="Join").click()
    expect_room(page)
    page.goto(f"{portal.url}/e/demo/")

    card(page, "A podcast in one hour").get_by_role("button", name="Join").click()

    outcome = card(page, "A podcast in one hour").locator(".outcome")
    expect(outcome.get_by_role("heading", name="You’ve used all your workshops")).to_be_visible()
    expect(outcome).to_contain_text("Your ticket includes 1 workshop")


def test_a_lost_response_is_resolved_by_checking_the_registration(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "reset", times=1, after=True)

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()

    expect_room(page)
    assert sandbox.calls("register") == 1


def test_an_unknown_outcome_is_reported_and_can_be_checked_again(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "reset", times=1, after=True)
    sandbox.fail("mine", "500")

    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="We couldn’t confirm you got in")).to_be_visible(
        timeout=15_000
    )
    sandbox.clear_faults("mine")
    page.get_by_role("link", name="Check again").click()

    expect_room(page)
    assert sandbox.calls("register") == 1


def test_the_outcome_survives_a_refresh_of_the_list(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    card(page, "Wild pigments from your garden").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="This workshop is full")).to_be_visible()

    sandbox.change(11660, title="Wild pigments from your balcony")

    changed = card(page, "Wild pigments from your balcony")
    expect(changed.get_by_role("heading", name="This workshop is full")).to_be_visible()


def test_the_list_shows_what_is_known_before_joining(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "rex")

    expect(card(page, "Bookbinding by hand").get_by_role("link", name="Enter")).to_be_visible()
    expect(card(page, "A podcast in one hour").get_by_text("Overlaps")).to_be_visible()
    expect(page.get_by_text("You’re registered for Bookbinding by hand until")).to_be_visible()
    closed = card(page, "Home networks without tears")
    expect(closed.get_by_text(re.compile(r"^Opens .*\d:\d\d"))).to_be_visible()
    expect(closed.get_by_role("button")).to_have_count(0)


def test_after_a_refusal_the_card_offers_no_join_and_the_page_says_why(
    page: Page, portal: Portal
) -> None:
    sign_in(page, portal, "ben")
    letterpress = card(page, "Letterpress studio")
    letterpress.get_by_role("button", name="Join").click()

    expect(letterpress.get_by_text("Other ticket type")).to_be_visible()
    expect(letterpress.get_by_role("button", name="Join")).to_have_count(0)
    letterpress.get_by_role("link", name="Letterpress studio").first.click()
    expect(page.get_by_text("It’s for")).to_be_visible()
    expect(page.get_by_role("button", name="Try anyway")).to_be_visible()


def test_open_to_me_leaves_out_what_was_refused(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ben")
    card(page, "Letterpress studio").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Your ticket doesn’t include")).to_be_visible()

    page.goto(f"{portal.url}/e/demo/?state=open")

    expect(card(page, "Bookbinding by hand")).to_be_visible()
    expect(card(page, "Letterpress studio")).to_have_count(0)
