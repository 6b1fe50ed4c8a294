"""The display modes differ in cookies and headers, on error pages too."""

import pytest
from django.conf import settings as project
from django.test.utils import override_script_prefix

from tests.embedding.conftest import (
    HOST,
    IN_A_TAB,
    INSIDE,
    ancestors,
    browser,
    cookies_set,
    sign_in_framed,
)
from tests.support.attendee_client import LIST, type_password
from tests.support.uncached_page import plainly

TOP_COOKIE, FRAMED_COOKIE = "__Host-portal", "__Host-portal-embed"
TOP_FORM, FRAMED_FORM = "__Host-portal-form", "__Host-portal-embed-form"
TOP = {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"}
FRAMED = {"HttpOnly", "Partitioned", "Path=/", "SameSite=None", "Secure"}
DELETED_TOP = {"Path=/", "SameSite=Lax", "Secure"}
DELETED_FRAMED = {"Partitioned", "Path=/", "SameSite=None", "Secure"}


def test_the_top_level_sets_its_own_cookie_and_no_other(tab, sandbox):
    assert cookies_set(type_password(tab, sandbox)) == {TOP_COOKIE: TOP, TOP_FORM: TOP}


def test_the_frame_sets_its_own_partitioned_cookie_and_no_other(frame, sandbox):
    assert cookies_set(sign_in_framed(frame, sandbox)) == {
        FRAMED_COOKIE: FRAMED,
        FRAMED_FORM: FRAMED,
    }


def test_signing_out_deletes_the_top_level_cookie(tab_of_ada):
    response = tab_of_ada.post("/e/demo/sign-out/")

    assert response.cookies[TOP_COOKIE].value == ""
    assert cookies_set(response) == {TOP_COOKIE: DELETED_TOP, TOP_FORM: TOP}


def test_the_framed_list_equals_its_template_byte_for_byte(framed_ada):
    response = framed_ada.get(f"/embed{LIST}?q=solder")

    with override_script_prefix("/embed/"):
        assert response.content.decode() == plainly(response)
    assert "data-frame-mode" in response.content.decode()


def test_signing_out_in_the_frame_deletes_the_partitioned_cookie(framed_ada):
    response = framed_ada.post("/embed/e/demo/sign-out/", headers=INSIDE)

    assert response.cookies[FRAMED_COOKIE].value == ""
    assert response.cookies[FRAMED_COOKIE]["max-age"] == 0
    assert cookies_set(response) == {FRAMED_COOKIE: DELETED_FRAMED, FRAMED_FORM: FRAMED}


def test_with_both_cookies_each_mode_reads_its_own(framed_ada, sandbox):
    type_password(framed_ada, sandbox, "ben")

    framed = framed_ada.get("/embed/e/demo/", headers=INSIDE)
    top = framed_ada.get("/e/demo/", headers=IN_A_TAB)

    assert "Ada Okafor" in framed.content.decode()
    assert "Ben Lindqvist" in top.content.decode()


def test_signing_out_in_the_frame_leaves_the_top_level_signed_in(framed_ada, sandbox):
    type_password(framed_ada, sandbox, "ben")

    framed_ada.post("/embed/e/demo/sign-out/", headers=INSIDE)

    assert framed_ada.get("/e/demo/").status_code == 200
    assert framed_ada.get("/embed/e/demo/", headers=INSIDE).status_code == 303


def test_a_top_level_session_key_is_worthless_in_the_frame(tab_of_ada, frame, plant_cookie):
    plant_cookie(frame, FRAMED_COOKIE, tab_of_ada.cookies[TOP_COOKIE].value)

    assert frame.get("/embed/e/demo/", headers=INSIDE).status_code == 303
    assert tab_of_ada.get("/e/demo/").status_code == 200


def test_a_framed_session_key_is_worthless_at_top_level(framed_ada, tab, plant_cookie):
    plant_cookie(tab, TOP_COOKIE, framed_ada.cookies[FRAMED_COOKIE].value)

    assert tab.get("/e/demo/").status_code == 303
    assert framed_ada.get("/embed/e/demo/", headers=INSIDE).status_code == 200


def test_the_top_level_cookie_alone_is_not_read_in_the_frame(tab_of_ada):
    response = tab_of_ada.get("/embed/e/demo/", headers=INSIDE)

    assert response.status_code == 303


def test_the_cookie_is_partitioned_only_because_embed_stands_above_session():
    order = project.MIDDLEWARE
    embed = order.index("portal.embedding.middleware.EmbedMiddleware")

    assert order.index("csp.middleware.CSPMiddleware") < embed
    assert order.index("django.middleware.clickjacking.XFrameOptionsMiddleware") < embed
    assert embed < order.index("portal.embedding.session_middleware.ModeBoundSessionMiddleware")


def test_below_session_the_cookie_would_not_be_partitioned(settings, sandbox):
    embed = "portal.embedding.middleware.EmbedMiddleware"
    order = [name for name in settings.MIDDLEWARE if name != embed]
    order.insert(order.index("portal.attendees.form_token.FormTokenMiddleware"), embed)
    settings.MIDDLEWARE = order

    assert FRAMED_COOKIE not in cookies_set(sign_in_framed(browser(), sandbox))


ERRORS = {
    "400": ("e/demo/", {"Host": "evil.test"}),
    "403": ("e/demo/embed/", {}),
    "404": ("e/demo/w/999999/", {}),
    "500": ("e/demo/broken/", {}),  # see tests/attendees/urls.py
}


@pytest.fixture(params=ERRORS)
def error(request, framed_ada, sandbox, settings):
    """(status, path, headers) of a page that fails, for Ada signed in in both modes."""
    type_password(framed_ada, sandbox)
    settings.ROOT_URLCONF = "tests.attendees.urls"
    path, headers = ERRORS[request.param]
    return int(request.param), path, headers


def test_error_pages_in_the_frame_may_be_framed_by_the_event_s_sites(framed_ada, error):
    status, path, headers = error

    response = framed_ada.get(f"/embed/{path}", headers=INSIDE | headers)

    assert response.status_code == status
    assert ancestors(response) == ["'self'", HOST]
    assert "X-Frame-Options" not in response.headers


def test_error_pages_at_top_level_may_be_framed_by_nobody(framed_ada, error):
    status, path, headers = error

    response = framed_ada.get(f"/{path}", headers=headers)

    assert response.status_code == status
    assert ancestors(response) == ["'none'"]
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/embed/e/demo/sign-in/", ["'self'", HOST]),
        ("/embed/e/big/sign-in/", ["'self'", "https://big-site.test"]),
        ("/embed/e/unknown/", ["'none'"]),
        ("/embed/", ["'none'"]),
        ("/embed/nothing/", ["'none'"]),
        ("/e/demo/sign-in/", ["'none'"]),
        ("/connect/e/demo/sign-in/", ["'none'"]),
        ("/", ["'none'"]),
    ],
)
def test_each_event_names_its_frame_ancestors_and_no_other_page_may_be_framed(
    frame, path, expected
):
    assert ancestors(frame.get(path, headers=INSIDE)) == expected


def test_without_a_setting_no_other_site_may_frame_an_event(frame, settings):
    settings.EMBED_ORIGINS = {}

    assert ancestors(frame.get("/embed/e/demo/sign-in/", headers=INSIDE)) == ["'self'"]
