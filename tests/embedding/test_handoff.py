"""One-time codes: into the frame by the popup, out of it into a new tab, and every misuse."""

import hashlib
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from portal.embedding import one_time_codes
from tests.embedding.conftest import HOST, IN_A_TAB, INSIDE, PORTAL, STRANGER, browser
from tests.support.attendee_client import type_password
from tests.support.html_page import Page

CHALLENGE = one_time_codes.challenge_of("v" * 43)


def ask(frame, host=HOST):
    """The challenge that the frame's page was given."""
    answer = frame.post("/embed/e/demo/hand-off/challenge/", {"host": host}, headers=INSIDE)
    return answer.json()["challenge"]


def press(tab, challenge, host=HOST):
    """The answer to the button of the popup."""
    form = {"c": challenge, "host": host}
    return tab.post("/connect/e/demo/hand-over/", form, headers={"Origin": PORTAL})


def code_in(answer):
    """The code that the popup's page holds."""
    return next(found["data-code"] for _, found in Page.of(answer).tags if "data-code" in found)


def claim(frame, code):
    return frame.post("/embed/e/demo/hand-off/claim/", {"code": code}, headers=INSIDE)


def is_in(frame):
    return frame.get("/embed/e/demo/", headers=INSIDE).status_code == 200


def test_the_popup_hands_its_attendee_to_the_frame(frame, tab_of_ada):
    code = code_in(press(tab_of_ada, ask(frame)))

    answer = claim(frame, code)

    assert answer.json() == {"next": "/embed/e/demo/"}
    assert "Ada Okafor" in frame.get("/embed/e/demo/", headers=INSIDE).content.decode()


def test_the_popup_hands_over_nothing_before_the_button_is_pressed(frame, tab_of_ada):
    address = f"/connect/e/demo/hand-over/?c={ask(frame)}&host={HOST}"

    page = tab_of_ada.get(address, headers=IN_A_TAB)

    assert b"data-code" not in page.content
    assert "The workshops on https://event-site.test will open as Ada Okafor" in Page.of(page).words


@pytest.mark.parametrize(
    "query", ["", "?c=short", f"?c={'c' * 43}&host={STRANGER}", f"?c={'c' * 30}<script>"]
)
def test_the_popup_refuses_what_no_page_of_the_event_asks(tab_of_ada, query):
    assert tab_of_ada.get(f"/connect/e/demo/hand-over/{query}").status_code == 403


def test_the_popup_s_button_needs_the_form_token(frame, sandbox):
    strict = browser(enforce_csrf_checks=True)
    strict.handler.enforce_csrf_checks = False
    type_password(strict, sandbox)
    strict.handler.enforce_csrf_checks = True

    assert press(strict, ask(frame)).status_code == 403


def test_a_code_works_once(frame, tab_of_ada):
    code = code_in(press(tab_of_ada, ask(frame)))
    claim(frame, code)
    frame.post("/embed/e/demo/sign-out/", headers=INSIDE)
    ask(frame)

    assert claim(frame, code).status_code == 403
    assert not is_in(frame)


def test_a_claim_in_the_middle_of_another_gets_nothing(frame, tab_of_ada, monkeypatch):
    code = code_in(press(tab_of_ada, ask(frame)))
    second = []

    def looked_up(*asked):
        monkeypatch.undo()
        second.append(
            one_time_codes.redeem("demo", code)
        )  # before the first has taken the code away
        return cache.get(*asked)

    monkeypatch.setattr(
        one_time_codes, "cache", SimpleNamespace(add=cache.add, delete=cache.delete, get=looked_up)
    )

    first = one_time_codes.redeem("demo", code)

    assert first is not None
    assert second == [None]


def test_a_code_is_of_no_use_to_another_session(frame, tab_of_ada, sandbox):
    code = code_in(press(tab_of_ada, ask(frame)))
    thief = browser()
    ask(thief)

    assert claim(thief, code).status_code == 403
    assert claim(frame, code).status_code == 403, "the failed try spent it"
    assert not is_in(thief)


def test_a_code_for_a_challenge_of_someone_else_opens_nothing(frame, tab_of_ada):
    ask(frame)
    foreign = code_in(press(tab_of_ada, CHALLENGE))

    assert claim(frame, foreign).status_code == 403
    assert not is_in(frame)


def test_a_failed_try_spends_the_verifier_too(frame, tab_of_ada):
    right = code_in(press(tab_of_ada, ask(frame)))
    claim(frame, "x" * 43)

    assert claim(frame, right).status_code == 403


@pytest.mark.parametrize(("seconds", "status"), [(55, 200), (61, 403)])
def test_a_code_lives_for_a_minute(frame, tab_of_ada, later, seconds, status):
    code = code_in(press(tab_of_ada, ask(frame)))

    later(seconds)

    assert claim(frame, code).status_code == status


def test_a_code_for_one_site_is_none_for_another(frame, tab_of_ada, settings):
    settings.EMBED_ORIGINS = {"demo": (HOST, "https://second.test")}
    code = code_in(press(tab_of_ada, ask(frame, host=HOST), host="https://second.test"))

    assert claim(frame, code).status_code == 403


def test_a_claim_needs_the_form_token(frame, tab_of_ada):
    code = code_in(press(tab_of_ada, ask(frame)))
    frame.handler.enforce_csrf_checks = True

    assert claim(frame, code).status_code == 403
    frame.handler.enforce_csrf_checks = False
    assert claim(frame, code).status_code == 200


def test_a_claim_gives_a_new_session_key(frame, tab_of_ada):
    code = code_in(press(tab_of_ada, ask(frame)))
    before = frame.cookies["__Host-portal-embed"].value

    claim(frame, code)

    assert frame.cookies["__Host-portal-embed"].value != before


def test_a_code_is_kept_hashed_and_sealed(frame, tab_of_ada, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value, timeout: kept.update({key: value}))

    code = code_in(press(tab_of_ada, ask(frame)))

    assert [*kept] == [f"handoff:code:{hashlib.sha256(code.encode()).hexdigest()}"]
    assert len(code) == 43  # 256 bits
    assert "Okafor" not in str(kept)


def test_no_code_and_no_verifier_is_logged(frame, tab_of_ada, log):
    code = code_in(press(tab_of_ada, ask(frame)))
    claim(frame, code)
    claim(frame, code)

    assert "signed in by a code" in log.text
    assert code not in log.text


@pytest.mark.parametrize("path", ["challenge", "claim", "code"])
def test_the_frame_s_calls_are_nothing_at_top_level(tab_of_ada, path):
    assert tab_of_ada.post(f"/e/demo/hand-off/{path}/").status_code == 404
