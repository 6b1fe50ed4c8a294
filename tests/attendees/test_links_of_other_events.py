"""A link says which event it is for: at another one it is not spent, and shows the way on."""

from urllib.parse import urlencode

import pytest

from portal import events
from portal.accelevents.records import Event
from tests.attendees.upstream_replies import (
    BUTTON,
    KEY,
    LIST,
    SIGN_IN,
    calls,
    paste_key,
    plan_access,
    plan_key,
)

SITE = "https://www.accelevents.com"
HEADLINE = "This link is for another event"
NOT_SERVED = "Use the link from the email about this event"


def link(event, key=KEY):
    return f"{SITE}/u/login?{urlencode({'userKey': key, 'eventUrl': event})}"


@pytest.mark.parametrize("event", ["demo", "DEMO", "", "not a slug"])
def test_a_pasted_link_for_this_event_or_for_none_is_spent(client, upstream, event):
    plan_key(upstream)
    plan_access(upstream)

    assert paste_key(client, link(event)).url == LIST


def test_an_event_that_upstream_names_otherwise_is_this_event(client, upstream):
    events.reset()
    events.adopt(Event("demo", "Demo", None, None, None, "", "", "", upstream_url="Demo-2026"))
    plan_key(upstream)
    plan_access(upstream)

    assert paste_key(client, link("demo-2026")).url == LIST


@pytest.mark.parametrize(
    "pasted", [link("Other"), f"{SITE}/e/other/portal?userKey={KEY}", f"{SITE}/e/other/x/{KEY}"]
)
def test_a_pasted_link_for_another_event_is_not_spent_but_leads_there(client, upstream, pasted):
    page = paste_key(client, pasted)

    assert (page.status_code, page.context["error_message"].headline) == (422, HEADLINE)
    assert b'href="/e/other/sign-in/"' in page.content
    assert b"Sign in to Other Days" in page.content
    assert KEY.encode() not in page.content
    assert calls(upstream) == []


def test_a_pasted_link_for_an_event_that_is_not_served_leads_nowhere_else(client, upstream):
    page = paste_key(client, link("elsewhere"))

    message = page.context["error_message"]
    assert (page.status_code, message.headline) == (422, HEADLINE)
    assert message.next_step.startswith(NOT_SERVED)
    assert b"elsewhere" not in page.content
    assert calls(upstream) == []


@pytest.mark.parametrize(
    "address",
    [
        f"{SIGN_IN}?userKey={KEY}&eventUrl=demo",
        f"{SIGN_IN}?eventURL=Demo&userkey={KEY}&next=/e/other/",
        f"{SIGN_IN}?next=/e/other/&userKey={KEY}",
        f"/e/demo/sign-in/link/{KEY}/?eventUrl=demo",
    ],
)
def test_an_opened_link_leaves_the_address_and_is_spent_by_the_button_alone(
    client, upstream, address
):
    opened = client.get(address)
    before = calls(upstream)
    plan_key(upstream)
    plan_access(upstream)

    assert (opened.status_code, opened.url, before) == (303, BUTTON, [])
    assert client.post(BUTTON).url == LIST


@pytest.mark.parametrize("way", [SIGN_IN + "?userKey={key}&", "/e/demo/sign-in/link/{key}/?"])
def test_an_opened_link_for_another_event_is_not_held(client, upstream, way):
    opened = client.get(way.format(key=KEY) + "eventUrl=other")
    page = client.get(opened.url)

    assert (opened.status_code, opened.url) == (303, f"{SIGN_IN}?link_for=other")
    assert page.context["error_message"].headline == HEADLINE
    assert b"Sign in to Other Days" in page.content
    assert client.post(BUTTON).url == SIGN_IN
    assert calls(upstream) == []


@pytest.mark.parametrize("named", ["elsewhere", "<script>alert(1)</script>", "https://evil.test/"])
def test_the_page_about_another_event_repeats_nothing_of_its_address(client, named):
    page = client.get(SIGN_IN, {"link_for": named})

    assert page.context["error_message"].next_step.startswith(NOT_SERVED)
    assert named.encode() not in page.content


def test_a_signed_in_attendee_is_told_of_a_link_for_another_event_too(ada):
    opened = ada.get(SIGN_IN, {"userKey": KEY, "eventUrl": "other"})

    assert ada.get(opened.url).context["error_message"].headline == HEADLINE
    assert ada.get("/e/demo/who/").status_code == 200
