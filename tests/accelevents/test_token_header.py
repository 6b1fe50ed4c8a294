"""The form of the token's header: raw, until the other form is seen to work."""

import logging
import threading

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import ApiInvalidResponse, AuthenticationRequired
from portal.observability import findings
from tests.accelevents.replies import ACCESS, GATEWAY, ORIGIN, PROFILE, TOKEN, recorded, refusal

DENIED = refusal(401, "4010101", "Not authorized")


def sent_forms(upstream):
    return [call.request.headers["Authorization"] for call in upstream.calls]


@pytest.fixture
def wants_bearer(upstream):
    """Make upstream answer only to "Bearer " before the token."""

    def answer(request):
        is_fine = request.headers["Authorization"] == f"Bearer {TOKEN}"
        return (200, {}, '{"firstName": "Ada"}') if is_fine else (401, {}, "")

    upstream.add_callback("GET", PROFILE, answer)


def test_a_token_that_works_as_it_is_takes_one_call(upstream, api):
    upstream.get(PROFILE, json=recorded("profile"))

    assert api.confirm_token().first_name == "Ada"
    assert sent_forms(upstream) == [TOKEN]
    assert findings.found("token") == "raw"


@pytest.mark.usefixtures("wants_bearer")
def test_after_a_401_the_other_form_is_tried_and_used_from_then_on(upstream, api, log):
    upstream.get(ACCESS, json=recorded("access"))

    api.confirm_token()
    api.access("demo")
    Accelevents(api.upstream, TOKEN).confirm_token()

    assert sent_forms(upstream) == [TOKEN, *[f"Bearer {TOKEN}"] * 3]
    assert findings.found("token") == "bearer"
    assert [r.name for r in log.records if r.levelno >= logging.WARNING] == ["portal.findings"]
    assert TOKEN not in log.text


def test_a_token_that_works_in_neither_form_changes_nothing(upstream, api):
    upstream.get(PROFILE, **DENIED)

    with pytest.raises(AuthenticationRequired):
        api.confirm_token()

    assert sent_forms(upstream) == [TOKEN, f"Bearer {TOKEN}"]
    assert findings.found("token") == findings.UNSEEN


def test_an_upstream_that_wants_the_raw_form_again_gets_it(upstream, api):
    upstream.get(PROFILE, **DENIED)
    upstream.get(PROFILE, json=recorded("profile"))
    upstream.get(PROFILE, **DENIED)
    upstream.get(PROFILE, json=recorded("profile"))

    api.confirm_token()
    api.confirm_token()

    assert sent_forms(upstream) == [TOKEN, f"Bearer {TOKEN}", f"Bearer {TOKEN}", TOKEN]
    assert findings.found("token") == "raw"


@pytest.mark.parametrize("answer", [{"status": 200, "body": GATEWAY}, {"status": 502}])
def test_only_a_401_is_a_reason_to_try_the_other_form(upstream, answer):
    upstream.get(PROFILE, **answer)

    with pytest.raises(ApiInvalidResponse):
        Accelevents(Upstream(ORIGIN, retries=0), TOKEN).confirm_token()

    assert sent_forms(upstream) == [TOKEN]


def test_what_another_process_has_found_out_is_used_at_once(upstream, api):
    upstream.get(PROFILE, json=recorded("profile"))

    findings.adopt({("token", ""): "bearer"})
    api.profile()

    assert sent_forms(upstream) == [f"Bearer {TOKEN}"]


@pytest.mark.usefixtures("wants_bearer")
def test_two_attendees_at_once_find_the_same_form(upstream, api):
    both = [threading.Thread(target=api.confirm_token) for _ in range(2)]

    [each.start() for each in both]
    [each.join() for each in both]

    assert findings.found("token") == "bearer"
    assert sent_forms(upstream)[-1] == f"Bearer {TOKEN}"
