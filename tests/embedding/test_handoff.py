"""One-time codes that sign the frame in by the popup, and every misuse of them."""

import hashlib
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from portal.embedding import one_time_codes
from tests.embedding.conftest import (
    HOST,
    IN_A_TAB,
    INSIDE,
    PORTAL,
    UNLISTED_SITE,
    browser,
    cookies_set,
    sign_in_framed,
)
from tests.support.attendee_client import type_password
from tests.support.html_page import Page

FRAMED_COOKIES = ("__Host-portal-embed", "__Host-portal-embed-form")
VERIFIERS = "__Host-portal-embed-verifiers"
CHALLENGE = one_time_codes.challenge_of("v" * 43)


def get_challenge(frame, host=HOST):
    """The challenge that the portal gave to the frame's page."""
    response = frame.post("/embed/e/demo/hand-off/challenge/", {"host": host}, headers=INSIDE)
    return response.json()["challenge"]


def confirm_popup(tab, challenge, host=HOST):
    """The response to the button of the popup."""
    form = {"c": challenge, "host": host}
    return tab.post("/connect/e/demo/hand-over/", form, headers={"Origin": PORTAL})


def code_in(response):
    """The code that the popup's page holds."""
    return next(each["data-code"] for _, each in Page.of(response).tags if "data-code" in each)


def redeem(frame, code):
    return frame.post("/embed/e/demo/hand-off/claim/", {"code": code}, headers=INSIDE)


def is_signed_in(frame):
    return frame.get("/embed/e/demo/", headers=INSIDE).status_code == 200


def test_the_popup_signs_its_attendee_in_to_the_frame(frame, tab_of_ada):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))

    response = redeem(frame, code)

    assert response.json() == {"next": "/embed/e/demo/"}
    assert "Ada Okafor" in frame.get("/embed/e/demo/", headers=INSIDE).content.decode()


def test_the_popup_issues_no_code_before_the_button_is_pressed(frame, tab_of_ada):
    address = f"/connect/e/demo/hand-over/?c={get_challenge(frame)}&host={HOST}"

    page = tab_of_ada.get(address, headers=IN_A_TAB)

    assert b"data-code" not in page.content
    assert "The workshops on https://event-site.test will open as Ada Okafor" in Page.of(page).words


@pytest.mark.parametrize(
    "query", ["", "?c=short", f"?c={'c' * 43}&host={UNLISTED_SITE}", f"?c={'c' * 30}<script>"]
)
def test_the_popup_refuses_a_request_that_no_page_of_the_event_makes(tab_of_ada, query):
    assert tab_of_ada.get(f"/connect/e/demo/hand-over/{query}").status_code == 403


def test_the_popup_s_button_needs_the_form_token(frame, sandbox):
    strict = browser(enforce_csrf_checks=True)
    strict.handler.enforce_csrf_checks = False
    type_password(strict, sandbox)
    strict.handler.enforce_csrf_checks = True

    assert confirm_popup(strict, get_challenge(frame)).status_code == 403


def test_a_code_works_once(frame, tab_of_ada):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    redeem(frame, code)
    frame.post("/embed/e/demo/sign-out/", headers=INSIDE)
    get_challenge(frame)

    assert redeem(frame, code).status_code == 403
    assert not is_signed_in(frame)


def test_of_two_requests_with_one_code_at_once_the_second_gets_nothing(
    frame, tab_of_ada, monkeypatch
):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    second = []

    def get_during_redeem(*arguments):
        monkeypatch.undo()
        second.append(one_time_codes.redeem("demo", code))  # before the first has deleted the code
        return cache.get(*arguments)

    monkeypatch.setattr(
        one_time_codes,
        "cache",
        SimpleNamespace(add=cache.add, delete=cache.delete, get=get_during_redeem),
    )

    first = one_time_codes.redeem("demo", code)

    assert first is not None
    assert second == [None]


def test_a_code_does_not_work_in_another_session(frame, tab_of_ada, sandbox):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    thief = browser()
    get_challenge(thief)

    assert redeem(thief, code).status_code == 403
    assert redeem(frame, code).status_code == 403, "the failed attempt spent it"
    assert not is_signed_in(thief)


def test_a_code_for_the_challenge_of_another_frame_does_not_work(frame, tab_of_ada):
    get_challenge(frame)
    foreign = code_in(confirm_popup(tab_of_ada, CHALLENGE))

    assert redeem(frame, foreign).status_code == 403
    assert not is_signed_in(frame)


def test_a_failed_attempt_spends_the_verifier_too(frame, tab_of_ada):
    right = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    redeem(frame, "x" * 43)

    assert redeem(frame, right).status_code == 403


@pytest.mark.parametrize(("seconds", "status"), [(55, 200), (61, 403)])
def test_a_code_lives_for_a_minute(frame, tab_of_ada, later, seconds, status):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))

    later(seconds)

    assert redeem(frame, code).status_code == status


def test_a_code_for_one_site_does_not_work_on_another(frame, tab_of_ada, settings):
    settings.EMBED_ORIGINS = {"demo": (HOST, "https://second.test")}
    code = code_in(
        confirm_popup(tab_of_ada, get_challenge(frame, host=HOST), host="https://second.test")
    )

    assert redeem(frame, code).status_code == 403


def test_redeeming_needs_the_form_token(frame, tab_of_ada):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    frame.handler.enforce_csrf_checks = True

    assert redeem(frame, code).status_code == 403
    frame.handler.enforce_csrf_checks = False
    assert redeem(frame, code).status_code == 200


def test_redeeming_makes_a_new_session_key_and_form_token(frame, tab_of_ada, sandbox):
    sign_in_framed(frame, sandbox, "ben")
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    before = [frame.cookies[name].value for name in FRAMED_COOKIES]

    redeem(frame, code)

    after = [frame.cookies[name].value for name in FRAMED_COOKIES]
    assert [new for new, old in zip(after, before, strict=True) if new == old] == []


def test_a_challenge_sets_a_partitioned_cookie_that_shows_nothing_and_a_code_deletes_it(
    frame, tab_of_ada
):
    asked = frame.post("/embed/e/demo/hand-off/challenge/", headers=INSIDE)
    code = code_in(confirm_popup(tab_of_ada, asked.json()["challenge"]))

    redeemed = redeem(frame, code)

    assert cookies_set(asked)[VERIFIERS] == {
        "HttpOnly", "Partitioned", "Path=/", "SameSite=None", "Secure",
    }  # fmt: skip
    assert cookies_set(redeemed)[VERIFIERS] == {"Partitioned", "Path=/", "SameSite=None", "Secure"}
    assert redeemed.cookies[VERIFIERS]["max-age"] == 0
    assert "demo" not in asked.cookies[VERIFIERS].value


@pytest.mark.parametrize("code", ["made-up-by-somebody-else", "c" * 75])
def test_a_code_that_was_made_up_leaves_no_trace_in_the_cache(frame, monkeypatch, code):
    written = []
    monkeypatch.setattr(cache, "add", lambda *args: written.append(args))

    assert redeem(frame, code).status_code == 403
    assert written == []


def test_a_code_that_an_older_secret_key_has_signed_still_works(frame, tab_of_ada, settings):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key for this test alone"

    assert redeem(frame, code).status_code == 200


def test_a_code_is_stored_hashed_and_its_payload_encrypted(frame, tab_of_ada, monkeypatch):
    stored = {}
    monkeypatch.setattr(cache, "set", lambda key, value, timeout: stored.update({key: value}))

    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))

    assert [*stored] == [f"handoff:code:{hashlib.sha256(code.encode()).hexdigest()}"]
    assert len(code) == 43 + 32  # 256 bits and a signature
    assert "Okafor" not in str(stored)


def test_no_code_and_no_verifier_is_logged(frame, tab_of_ada, log):
    code = code_in(confirm_popup(tab_of_ada, get_challenge(frame)))
    redeem(frame, code)
    redeem(frame, code)

    assert "signed in by a code" in log.text
    assert code not in log.text


@pytest.mark.parametrize("path", ["challenge", "claim", "code"])
def test_the_calls_of_the_frame_are_not_found_at_top_level(tab_of_ada, path):
    assert tab_of_ada.post(f"/e/demo/hand-off/{path}/").status_code == 404
