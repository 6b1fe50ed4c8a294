"""embed.js, the probe, the organizer's page, and the content of a framed page."""

import gzip
import html
import re

import pytest

from tests.embedding.conftest import FIRST_LOAD, HOST, INSIDE, browser
from tests.support.attendee_client import visitor
from tests.support.html_page import Page


@pytest.fixture
def eve(sandbox):
    """The browser of Eve, who is on the organizer's team."""
    return visitor(sandbox, "eve")


def test_embed_js_is_small_and_speaks_to_named_origins_only():
    script = browser().get("/embed.js").content

    assert len(gzip.compress(script, 9)) < 3_000
    assert b'"*"' not in script
    assert b"import" not in script


def test_embed_js_sets_no_cookie_and_may_be_loaded_from_anywhere():
    response = browser().get("/embed.js")

    assert response.cookies == {}
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_embed_js_is_cached_by_its_version():
    version = browser().get("/embed.js").headers["ETag"].strip('"')

    policies = {
        query: browser().get(f"/embed.js{query}").headers["Cache-Control"]
        for query in ("", f"?v={version}", "?v=another")
    }

    assert policies == {
        "": "public, max-age=3600",
        f"?v={version}": "public, max-age=31536000, immutable",
        "?v=another": "public, max-age=3600",
    }


def test_embed_js_that_has_not_changed_is_not_sent_again():
    tag = browser().get("/embed.js").headers["ETag"]

    assert browser().get("/embed.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_probe_says_whether_the_cookie_came_back(frame):
    before = frame.get("/embed/e/demo/probe/", headers=INSIDE)
    frame.get("/embed/e/demo/sign-in/", headers=FIRST_LOAD)
    after = frame.get("/embed/e/demo/probe/", headers=INSIDE)

    assert (before.json(), after.json()) == ({"cookies": False}, {"cookies": True})


def test_the_probe_starts_and_ends_no_session(frame, sandbox, framed_ada):
    assert browser().get("/embed/e/demo/probe/", headers=INSIDE).cookies == {}
    assert framed_ada.get("/embed/e/demo/probe/", headers=INSIDE).cookies == {}


def test_one_request_without_its_cookie_signs_nobody_out(framed_ada):
    key = framed_ada.cookies.pop("__Host-portal-embed")

    refused = framed_ada.get("/embed/e/demo/list/", headers=INSIDE | {"HX-Request": "true"})

    assert refused.cookies == {}
    framed_ada.cookies["__Host-portal-embed"] = key.value
    assert framed_ada.get("/embed/e/demo/", headers=INSIDE).status_code == 200


def test_an_outdated_form_makes_htmx_load_the_page_again(framed_ada):
    framed_ada.handler.enforce_csrf_checks = True

    response = framed_ada.post(
        "/embed/e/demo/w/11655/join/", headers=INSIDE | {"HX-Request": "true"}
    )

    assert (response.status_code, response.headers["HX-Refresh"]) == (403, "true")


def test_a_framed_page_knows_its_frame_origins_and_its_address_at_top_level(framed_ada):
    page = Page.of(framed_ada.get("/embed/e/demo/w/11655/?q=1", headers=INSIDE))
    root = next(attributes for tag, attributes in page.tags if tag == "html")

    assert root["data-hosts"] == HOST
    assert root["data-continue-url"] == "/e/demo/continue/"
    assert "/e/demo/w/11655/?q=1" in page.links


@pytest.mark.parametrize(
    ("wanted", "link"),
    [
        ("/embed/e/demo/mine/", "/e/demo/mine/"),
        ("/embed//evil.example/", "/evil.example/"),
        ("/embed/\\evil.example", "/evil.example"),
        ("https://evil.example/", "/e/demo/sign-in/?next=https%3A%2F%2Fevil.example%2F"),
    ],
)
def test_the_new_tab_opens_the_requested_page_and_stays_on_this_site(frame, wanted, link):
    page = Page.of(frame.get("/embed/e/demo/sign-in/", {"next": wanted}, headers=INSIDE))
    new_tabs = [each["href"] for _, each in page.tags if "data-continue" in each]

    assert set(new_tabs) == {link}


def test_a_page_at_top_level_knows_nothing_of_frames(tab_of_ada):
    page = tab_of_ada.get("/e/demo/").content.decode()

    assert "data-frame-mode" not in page
    assert "frame_bridge.js" not in page


def test_an_event_may_show_no_password_form_in_the_frame(frame, tab, settings):
    settings.EMBED_WITHOUT_PASSWORD = ("demo",)

    framed = frame.get("/embed/e/demo/sign-in/", headers=INSIDE).content
    top = tab.get("/e/demo/sign-in/").content

    assert b'autocomplete="current-password"' not in framed
    assert b'autocomplete="current-password"' in top


def test_only_the_room_has_a_fixed_height(framed_ada):
    room = framed_ada.get("/embed/e/demo/w/11655/room/", headers=INSIDE).content
    page = framed_ada.get("/embed/e/demo/w/11655/", headers=INSIDE).content

    assert b'data-frame-mode="fixed"' in room
    assert b'data-frame-mode="auto"' in page


def test_pages_that_grow_with_their_content_open_no_dialog(framed_ada):
    paths = ["", "w/11655/", "mine/", "sign-in/"]
    pages = [framed_ada.get(f"/embed/e/demo/{path}", headers=INSIDE).content for path in paths]

    assert [page for page in pages if b"<dialog" in page] == []


def test_the_room_in_the_frame_passes_its_own_policy(framed_ada):
    response = framed_ada.get("/embed/e/demo/w/11655/room/", headers=INSIDE)

    assert "camera=(self)" in response.headers["Permissions-Policy"]
    assert re.search(
        rf"frame-ancestors 'self' {HOST}(;|$)", response.headers["Content-Security-Policy"]
    )


def test_the_organizer_sees_the_lines_to_paste(eve):
    words = Page.of(eve.get("/e/demo/embed/")).words

    assert '<div data-portal="/embed/e/demo/">' in words
    assert f"{HOST} Allowed" in words


def test_an_attendee_is_not_shown_the_organizer_s_page(ada):
    assert ada.get("/e/demo/embed/").status_code == 403


def test_the_checklist_names_the_line_for_every_fault(frame):
    words = html.unescape(frame.get("/embed/e/demo/checklist/", headers=INSIDE).content.decode())

    assert 'Permissions-Policy: camera=(self "https://testserver")' in words
    assert "allow-popups-to-escape-sandbox" in words
    assert "Cross-Origin-Opener-Policy: same-origin" in words


def test_a_page_without_its_workshop_leads_out_of_the_frame_to_the_hub(framed_ada):
    page = Page.of(framed_ada.get("/embed/e/demo/w/99/", headers=INSIDE))

    links = [attributes for _, attributes in page.tags if "/portal/" in attributes.get("href", "")]
    assert [(link["href"], link["target"], link["rel"]) for link in links] == [
        ("https://www.accelevents.com/e/demo/portal/workshops/99", "_blank", "noopener")
    ]
