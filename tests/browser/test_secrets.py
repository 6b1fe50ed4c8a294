"""A complete visit leaves no secret in the log, the page, the address or the browser's storage."""

import re

from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import PASSWORD, card, expect_room, sign_in_by_form, type_password
from tests.support.processes import Portal

STORED = """() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"""


JOIN_THE_MEETING = """async () => {
    const body = new URLSearchParams(new FormData(document.getElementById('post-form')));
    const answer = await fetch('/e/demo/w/11656/room/join/', {method: 'POST', body});
    return answer.json();
}"""


def test_a_complete_visit_leaves_no_secret_behind(
    own_portal: Portal, page: Page, sandbox: FakeAccelevents, expected_errors: list[str]
) -> None:
    expected_errors.append("the server responded with a status of")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))

    fail_to_sign_in(page, own_portal)
    sign_in_by_form(page, own_portal, "ben")
    pages = [page.content()]
    card(page, "Bookbinding by hand").get_by_role("button", name="Join").click()
    expect_room(page)
    pages.append(page.content())
    meeting = page.evaluate(JOIN_THE_MEETING)
    page.goto(f"{own_portal.url}/e/demo/")
    sandbox.fail("list", "html")
    sandbox.fail("register", "500")
    unknown = "We couldn’t confirm you got in"
    pages.append(press_join(page, "A podcast in one hour", unknown))
    sandbox.expire("ben")
    page.goto(f"{own_portal.url}/e/demo/mine/")

    join_token = meeting["attendee"]["JoinToken"]
    tokens = [*sandbox.state.tokens, join_token]
    everywhere = "\n".join([own_portal.log_text, *pages, page.evaluate(STORED)])
    secrets = [*tokens, PASSWORD, "a-wrong-password", "no-such-key", "@example.org"]
    assert [secret for secret in secrets if secret in everywhere] == []
    keys_typed_by_hand = {"no-such-key"}
    assert [s for s in set(secrets) - keys_typed_by_hand if s in "\n".join(addresses)] == []
    assert "POST /rest/u/login: " in own_portal.log_text


def fail_to_sign_in(page: Page, portal: Portal) -> None:
    """Try a wrong password, then a link that does not exist."""
    page.goto(f"{portal.url}/e/demo/")
    type_password(page, "ben@example.org", "a-wrong-password")
    expect(page.get_by_text("Incorrect email or password", exact=True)).to_be_visible()
    page.goto(f"{portal.url}/e/demo/sign-in/link/no-such-key/")
    page.get_by_role("main").get_by_role("button", name=re.compile("Sign in")).click()
    expect(page.get_by_text("This link isn’t valid", exact=True)).to_be_visible()


def press_join(page: Page, title: str, headline: str) -> str:
    """Press Join on a card, wait for this outcome, and return the page's HTML."""
    card(page, title).get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name=headline)).to_be_visible()
    return page.content()
