"""What tells the two faces apart: cookies, headers, places, on good pages and on errors."""

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
    in_frame,
)
from tests.support.attendee_client import LIST, type_password
from tests.support.uncached_page import plainly

TOP_COOKIE, FRAMED_COOKIE = "__Host-portal", "__Host-portal-embed"
TOP = {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"}
FRAMED = {"HttpOnly", "Partitioned", "Path=/", "SameSite=None", "Secure"}
DELETED_TOP = {"Path=/", "SameSite=Lax", "Secure"}
DELETED_FRAMED = {"Partitioned", "Path=/", "SameSite=None", "Secure"}


def test_the_top_level_sets_its_own_cookie_and_no_other(tab, sandbox):
    assert cookies_set(type_password(tab, sandbox)) == {TOP_COOKIE: TOP}


def test_the_frame_sets_its_own_partitioned_cookie_and_no_other(frame, sandbox):
    assert cookies_set(in_frame(frame, sandbox)) == {FRAMED_COOKIE: FRAMED}


def test_signing_out_deletes_the_top_level_cookie(tab_of_ada):
    answer = tab_of_ada.post("/e/demo/sign-out/")

    assert answer.cookies[TOP_COOKIE].value == ""
    assert cookies_set(answer) == {TOP_COOKIE: DELETED_TOP}


def test_the_frames_list_is_its_templates_page_byte_for_byte(framed_ada):
    answer = framed_ada.get(f"/embed{LIST}?q=solder")

    with override_script_prefix("/embed/"):
        assert answer.content.decode() == plainly(answer)
    assert "data-frame-mode" in answer.content.decode()


def test_signing_out_in_the_frame_deletes_the_partitioned_cookie(framed_ada):
    answer = framed_ada.post("/embed/e/demo/sign-out/", headers=INSIDE)

    assert answer.cookies[FRAMED_COOKIE].value == ""
    assert answer.cookies[FRAMED_COOKIE]["max-age"] == 0
    assert cookies_set(answer) == {FRAMED_COOKIE: DELETED_FRAMED}


def test_with_both_cookies_each_face_reads_its_own(framed_ada, sandbox):
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


def test_a_top_level_key_opens_nothing_in_the_frame(tab_of_ada, frame, planted):
    planted(frame, FRAMED_COOKIE, tab_of_ada.cookies[TOP_COOKIE].value)

    assert frame.get("/embed/e/demo/", headers=INSIDE).status_code == 303
    assert tab_of_ada.get("/e/demo/").status_code == 200


def test_a_framed_key_opens_nothing_at_top_level(framed_ada, tab, planted):
    planted(tab, TOP_COOKIE, framed_ada.cookies[FRAMED_COOKIE].value)

    assert tab.get("/e/demo/").status_code == 303
    assert framed_ada.get("/embed/e/demo/", headers=INSIDE).status_code == 200


def test_the_top_level_cookie_alone_is_not_read_in_the_frame(tab_of_ada):
    answer = tab_of_ada.get("/embed/e/demo/", headers=INSIDE)

    assert answer.status_code == 303


def test_the_cookie_is_partitioned_only_because_embed_stands_above_session():
    order = project.MIDDLEWARE
    embed = order.index("portal.embedding.middleware.EmbedMiddleware")

    assert order.index("csp.middleware.CSPMiddleware") < embed
    assert order.index("django.middleware.clickjacking.XFrameOptionsMiddleware") < embed
    assert embed < order.index("portal.embedding.session_middleware.ModeBoundSessionMiddleware")


def test_below_session_the_cookie_would_not_be_partitioned(settings, sandbox):
    embed = "portal.embedding.middleware.EmbedMiddleware"
    order = [name for name in settings.MIDDLEWARE if name != embed]
    order.insert(order.index("django.middleware.csrf.CsrfViewMiddleware"), embed)
    settings.MIDDLEWARE = order

    assert FRAMED_COOKIE not in cookies_set(in_frame(browser(), sandbox))


ERRORS = {
    "400": ("e/demo/", {"Host": "evil.test"}),
    "403": ("e/demo/embed/", {}),
    "404": ("e/demo/w/999999/", {}),
    "500": ("e/demo/", {}),
}


@pytest.fixture(params=ERRORS)
def error(request, framed_ada, sandbox, monkeypatch):
    """(status, path, headers) of a page that fails, for Ada signed in on both faces."""
    type_password(framed_ada, sandbox)
    broken = {"500": "workshops.live_list.rendering.rendered_list"}.get(
        request.param, "workshops.joining.views._told"
    )
    monkeypatch.setattr(broken, None)
    path, headers = ERRORS[request.param]
    return int(request.param), path, headers


def test_error_pages_in_the_frame_may_be_framed_by_the_event_s_sites(framed_ada, error):
    status, path, headers = error

    answer = framed_ada.get(f"/embed/{path}", headers=INSIDE | headers)

    assert answer.status_code == status
    assert ancestors(answer) == ["'self'", HOST]
    assert "X-Frame-Options" not in answer.headers


def test_error_pages_at_top_level_may_be_framed_by_nobody(framed_ada, error):
    status, path, headers = error

    answer = framed_ada.get(f"/{path}", headers=headers)

    assert answer.status_code == status
    assert ancestors(answer) == ["'none'"]
    assert answer.headers["X-Frame-Options"] == "DENY"


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
def test_each_event_names_who_may_frame_it_and_nothing_else_may_be_framed(frame, path, expected):
    assert ancestors(frame.get(path, headers=INSIDE)) == expected


def test_no_setting_means_nobody_else(frame, settings):
    settings.EMBED_ORIGINS = {}

    assert ancestors(frame.get("/embed/e/demo/sign-in/", headers=INSIDE)) == ["'self'"]
