"""Where each display mode may be shown, where it leads, and requests that another site sends."""

import pytest
from django.conf import settings as project
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import override_script_prefix

from portal.embedding.middleware import EmbedMiddleware
from portal.sandbox.accelevents import FakeAccelevents
from tests.embedding.conftest import (
    FIRST_LOAD,
    HOST,
    IN_A_TAB,
    INSIDE,
    PORTAL,
    UNLISTED_SITE,
    browser,
    sign_in_framed,
)
from tests.embedding.test_modes import FRAMED_COOKIE


@pytest.mark.parametrize("path", ["/embed/e/demo/", "/embed/e/demo/sign-in/", "/embed/nothing/"])
def test_a_query_of_too_many_fields_has_an_error_page_in_the_frame_too(frame, path):
    response = frame.get(f"{path}?{'a&' * 1_500}", headers=INSIDE)

    assert response.status_code in {303, 400, 404}
    assert "frame-ancestors" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("framed", "top"),
    [
        ("/embed/e/demo/w/11655/?q=a%20b", "/e/demo/w/11655/?q=a%20b"),
        ("/embed//evil.example/", "/evil.example/"),
        ("/embed///evil.example/", "/evil.example/"),
        ("/embed/\\evil.example", "/evil.example"),
        ("/embed/%2F%2Fevil.example/", "/evil.example/"),
        ("/embed/%5Cevil.example", "/evil.example"),
        ("/embed/%09/evil.example", "/%09/evil.example"),
    ],
)
def test_a_framed_address_in_a_tab_leads_to_the_top_level_of_this_site(frame, framed, top):
    response = frame.get(framed, headers=IN_A_TAB)

    assert (response.status_code, response.headers["Location"]) == (302, top)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_links_and_fragments_have_the_prefix_and_styles_do_not(framed_ada):
    page = framed_ada.get("/embed/e/demo/", headers=INSIDE).content.decode()
    addresses = [part.split('"')[0] for part in page.split('href="/')[1:]]

    assert 'hx-get="/embed/e/demo/list/' in page
    assert 'formaction="/embed/e/demo/sign-out/"' in page
    assert {a for a in addresses if not a.startswith(("embed/", "static/", "e/demo/"))} == set()
    assert {a for a in addresses if a.startswith("e/demo/")} == {"e/demo/"}  # in a new tab


def test_a_missing_slash_is_added_behind_the_prefix(framed_ada):
    response = framed_ada.get("/embed/e/demo/mine", headers=INSIDE)

    assert response.headers["Location"] == "/embed/e/demo/mine/"


def test_signing_in_leads_back_into_the_frame(frame):
    response = frame.get("/embed/e/demo/w/11655/", headers=FIRST_LOAD)

    assert response.headers["Location"] == (
        "/embed/e/demo/sign-in/?next=%2Fembed%2Fe%2Fdemo%2Fw%2F11655%2F"
    )


def test_a_page_after_a_framed_one_has_no_prefix(framed_ada, tab_of_ada):
    framed_ada.get("/embed/e/demo/", headers=INSIDE)

    assert 'hx-get="/e/demo/list/' in tab_of_ada.get("/e/demo/").content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_request_of_another_site_into_the_frame_is_refused(framed_ada, site):
    response = framed_ada.post("/embed/e/demo/sign-out/", headers={"Sec-Fetch-Site": site})

    assert response.status_code == 403
    assert framed_ada.get("/embed/e/demo/", headers=INSIDE).status_code == 200


@pytest.mark.parametrize("path", ["/embed/e/demo/sign-in/", "/e/demo/sign-in/"])
@pytest.mark.parametrize("origin", [UNLISTED_SITE, HOST, "null"])
def test_a_sign_in_sent_by_another_site_is_refused(sandbox, path, origin):
    victim = browser(enforce_csrf_checks=True)
    victim.get(path, headers=INSIDE)
    form = {"way": "password", "email": "ben@example.org", "password": "let-me-in"}

    response = victim.post(path, form, headers={"Origin": origin})

    assert response.status_code == 403
    assert sandbox.calls("login") == 0


def test_event_sites_are_not_trusted_origins():
    assert project.CSRF_TRUSTED_ORIGINS == []


def test_the_session_key_is_new_after_a_sign_in_in_the_frame(frame, sandbox: FakeAccelevents):
    sign_in_framed(frame, sandbox, "ben")
    before = frame.cookies[FRAMED_COOKIE].value

    sign_in_framed(frame, sandbox)

    assert before
    assert frame.cookies[FRAMED_COOKIE].value != before


def test_only_the_popup_keeps_its_opener(tab_of_ada):
    popup = tab_of_ada.get(f"/connect/e/demo/hand-over/?c={'c' * 43}", headers=IN_A_TAB)
    page = tab_of_ada.get("/e/demo/", headers=IN_A_TAB)

    assert popup.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_popup_s_sign_in_keeps_the_opener_too(tab, sandbox):
    first = tab.get(f"/connect/e/demo/hand-over/?c={'c' * 43}", headers=IN_A_TAB)
    form = {"way": "password", "email": "ada@example.org", "password": "let-me-in"}
    signed_in = tab.post(first.headers["Location"], form, headers={"Origin": PORTAL})

    assert first.headers["Location"].startswith("/connect/e/demo/sign-in/?next=%2Fconnect%2F")
    assert signed_in.headers["Location"] == f"/connect/e/demo/hand-over/?c={'c' * 43}"
    assert {response.headers["Cross-Origin-Opener-Policy"] for response in (first, signed_in)} == {
        "unsafe-none"
    }


def test_the_popup_shows_no_other_page(tab_of_ada):
    response = tab_of_ada.get("/connect/e/demo/mine/?q=1", headers=IN_A_TAB)

    assert (response.status_code, response.headers["Location"]) == (302, "/e/demo/mine/?q=1")


def test_static_files_have_one_address_in_every_display_mode(settings):
    assert settings.STATIC_URL == "/static/"
    assert RequestFactory().get("/embed/").path == "/embed/"


@pytest.mark.parametrize(
    ("path", "mode", "own_path"),
    [
        ("/e/demo/mine/?q=1", "", "/below/e/demo/mine/?q=1"),
        ("/embed/e/demo/mine/?q=1", "embed", "/below/e/demo/mine/?q=1"),
        ("/embed/?next=/below/embed/e/demo/", "embed", "/below/e/demo/"),
        ("/connect/e/demo/hand-over/", "connect", "/below/e/demo/hand-over/"),
    ],
)
def test_the_request_knows_its_display_mode_and_its_address_at_top_level(path, mode, own_path):
    request = RequestFactory().get(path)

    with override_script_prefix("/below/"):
        EmbedMiddleware(lambda request: HttpResponse())(request)

    assert (request.display_mode, request.url_root) == (mode, "/below/")
    assert request.top_level_path() == own_path
