"""Every page: it is well-formed and private, and shows no data of other attendees."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from portal import events
from tests.support.attendee_client import (
    LIST,
    MINE,
    calls_made,
    enter,
    page_of,
    read_list,
    refreshed,
    type_password,
    visitor,
)
from tests.support.html_page import Page
from workshops.urls import of_event, urlpatterns

SOLDERING = 11655
PAGES = [
    ("workshop_list", LIST),
    ("workshop_list", f"{LIST}?q=no-such-workshop"),
    ("workshop_list", f"{LIST}?state=later&track=731&still=1"),
    ("mine", MINE),
    ("device_check", "/e/demo/device/"),
    ("workshop", page_of(SOLDERING)),
    ("workshop", page_of(11675)),  # its title and description are full of markup
    ("workshop", page_of(11676)),  # 65,000 characters of description
    ("workshop", page_of(11677)),  # without times
    ("workshop_join", f"{page_of(SOLDERING)}join/"),
    ("give_up", f"{page_of(SOLDERING)}give-up/"),
    ("room", f"{page_of(SOLDERING)}room/"),
    ("upstream_check", "/e/demo/check/"),  # a 404 for all but the event's team
    ("events", "/"),
    ("patterns", "/patterns/"),
    ("a missing workshop", page_of(99)),
    ("a missing page", "/nowhere/"),
]
# These addresses are not pages: calendar files, a stylesheet, JSON, the list alone, health.
NO_PAGES = {
    "brand_css",
    "device_check_result",
    "healthz",
    "list_fragment",
    "metrics",
    "mine_ics",
    "readyz",
    "room_join",
    "breakout_join",
    "room_leave",
    "workshop_ics",
}  # fmt: skip
EXAMPLE = Path(__file__).parents[1] / "replies" / "workshop-sessions.json"
INLINE = {"style", "onclick", "onload", "onerror", "onsubmit", "onchange", "onmouseover"}


@pytest.fixture
def rex(sandbox, settings) -> Client:
    """The client of an attendee with two seats that can be given up."""
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)
    settings.IS_SANDBOX = True
    return visitor(sandbox, "rex")


def inline_code(page):
    """The style and code in attributes and elements that the content policy would block."""
    scripts = [("script", a) for tag, a in page.tags if tag == "script" and "src" not in a]
    harmless = {"type": "application/json"}
    return (
        [tag for tag, attributes in page.tags if tag == "style" or INLINE & set(attributes)]
        + [link for link in page.links if link.startswith(("javascript:", "data:"))]
        + [attributes for _, attributes in scripts if not harmless.items() <= attributes.items()]
    )


def test_every_address_is_in_the_list():
    assert {route.name for route in [*of_event, *urlpatterns[1:]]} - NO_PAGES <= {
        name for name, _ in PAGES
    }


@pytest.mark.parametrize("path", [path for _, path in PAGES])
def test_every_page_is_well_formed_and_private_and_shows_no_secrets(rex, sandbox, path):
    answer = rex.get(path)

    page, text = Page.of(answer), answer.content.decode()
    assert page.count("h1") == 1
    assert page.title.startswith(page.headline or "?")
    assert len(page.ids) == len(set(page.ids))
    assert inline_code(page) == []
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    tokens = list(sandbox.state.tokens)
    assert [word for word in (*tokens, "@example.org", "57942") if word in text] == []


def test_the_example_of_the_api_guide_is_shown(ada, sandbox):
    sandbox.fail("list", "200", body=EXAMPLE.read_text())

    listed, page = Page.of(ada.get(LIST)), Page.of(ada.get(page_of(SOLDERING)))

    assert "First Workshop Session" in listed.words
    assert "First Workshop SessionCOPY1" in listed.words
    assert page.headline == "First Workshop Session"
    expected = ["Jay Dobariya", "5:36 PM", "6:36 PM", "Ended"]
    assert [word for word in expected if word in page.words] == expected
    assert "protected" not in page.words + listed.words


@pytest.mark.parametrize(
    "path", ["/e/nowhere/", "/e/nowhere/w/1/", "/e/nowhere/brand/0a2540.css", "/e/n"]
)
def test_an_unknown_event_is_a_404_that_names_no_other_event(ada, path):
    read_list(ada)

    answer = ada.get(path, follow=True)

    words = Page.of(answer).words
    assert answer.status_code == 404
    assert "There’s nothing here" in words
    assert [name for name in ("demo", "Demo Days", "big", "Big Days") if name in words] == []


def test_the_root_lists_the_events_or_redirects_to_the_only_one(ada, settings):
    several = Page.of(Client().get("/")).links
    settings.PORTAL_EVENTS = ("demo",)

    assert {"/e/demo/", "/e/big/"} <= set(several)
    assert Client().get("/").url == "/e/demo/"


@pytest.mark.django_db
def test_signing_in_takes_one_login_call_and_leads_to_the_list(sandbox):
    browser = Client()

    answer = type_password(browser, sandbox)

    assert answer.url == LIST
    assert calls_made(sandbox) == ["login", "access", "profile"]
    assert Page.of(browser.get(LIST)).headline == "Workshops"


@pytest.mark.parametrize("path", [path for name, path in PAGES if path.startswith("/e/")])
def test_visitors_who_are_not_signed_in_are_redirected_without_a_call(sandbox, path):
    answer = Client().get(path)

    assert answer.status_code == 303
    assert answer.url.startswith("/e/demo/sign-in/?next=")
    assert calls_made(sandbox) == []


def test_the_brand_is_in_the_address_of_its_stylesheet_which_browsers_cache(ada):
    address = next(link for link in Page.of(ada.get(LIST)).links if "/brand/" in link)

    style = Client().get(address)

    assert style.content == b":root{--brand:#0a2540;--on-brand:#ffffff}"
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("colors", ["red", "0a254", "0a2540-", "0a2540;x", "0a2540-ffffff-000000"])
def test_only_colors_make_a_brand_stylesheet(client, colors):
    assert client.get(f"/e/demo/brand/{colors}.css").status_code == 404


def test_an_event_without_colors_has_no_brand(ada, sandbox):
    sandbox.fail("event", "200", body={"name": "Plain Days"})

    page = Page.of(ada.get(LIST))

    assert page.title == "Workshops · Plain Days"
    assert [link for link in page.links if "/brand/" in link] == []


def test_health_makes_no_call_and_reports_the_problem_of_the_list(ada, sandbox, later):
    read_list(ada)
    sandbox.fail("list", "500")
    later(11)
    refreshed(ada)
    sandbox.clear_request_log()

    alive, ready = Client().get("/healthz"), Client().get("/readyz")

    assert (alive.status_code, alive.content) == (200, b"alive\n")
    assert ready.status_code == 200
    assert json.loads(ready.content)["lists"] == "broken"
    assert calls_made(sandbox) == []


def test_a_portal_that_cannot_keep_sessions_is_not_ready(sandbox, settings):
    settings.SESSION_ENGINE = "portal.attendees.session_store"  # there is no database here

    answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert json.loads(answer.content)["sessions"] is False


def test_error_pages_need_neither_session_nor_upstream(sandbox, settings):
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    sandbox.fail("*", "reset")
    events.reset()

    page = Page.of(Client().get("/nowhere/"))

    assert page.headline == "There’s nothing here"
    assert re.fullmatch(r"There’s nothing here.*", page.title)


def test_an_internal_error_has_a_page_that_shows_no_details(ada, settings):
    settings.MEDIA_HOSTS = 4711

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 500
    assert Page.of(answer).headline == "Something went wrong on our side"
    assert "4711" not in answer.content.decode()


@pytest.mark.django_db
def test_what_is_said_of_a_speaker_is_shown_as_text(ada, sandbox):
    bio = "<p>Folds <b>since</b> 1998.</p><script>alert(1)</script>"
    sandbox.state.event("demo").speakers[5759]["bio"] = bio

    answer = ada.get(page_of(11656))

    assert "Folds since 1998." in Page.of(answer).words
    assert "alert(1)" not in answer.content.decode()
