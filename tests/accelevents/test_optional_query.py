"""`expand` is left out where upstream does not take it, and tried again some minutes later."""

from functools import partial

import pytest
import requests

from portal.accelevents import Accelevents, Upstream, WorkshopQuery
from portal.accelevents.exceptions import ApiError
from portal.observability import findings
from tests.accelevents.replies import (
    API_KEY,
    DETAIL,
    EXPAND,
    GATEWAY,
    LIST,
    MINE,
    ORIGIN,
    TOKEN,
    page_of,
    recorded,
    refusal,
)

FAILURES = [
    refusal(400, "400", "malformed"),
    {"status": 400, "body": GATEWAY},
    refusal(400, "4040200", "Event Not Found"),
    {"status": 403},
    {"status": 404},
    refusal(406, "40600013", "Cant create url"),
    {"status": 302},
    {"status": 500},
    {"status": 502, "body": GATEWAY},
    {"status": 200, "body": GATEWAY},
    {"status": 200, "body": ""},
    {"status": 200, "json": {"error": "no such expansion"}},
]
OTHERS = [
    {"status": 401},
    refusal(404, "4040100", "No User could be found."),
    {"status": 429},
    {"status": 503},
    {"body": requests.ReadTimeout()},
]
CALLS = {
    LIST: (lambda api, zone: api.workshops("demo", zone), page_of(11655)),
    MINE: (lambda api, zone: api.my_workshops("demo", zone), page_of(11655)),
    DETAIL: (lambda api, zone: api.workshop("demo", 11655, zone), recorded("session-detail")),
}


@pytest.fixture
def api():
    """The API in Ada's name; nothing is repeated."""
    return Accelevents(Upstream(ORIGIN, retries=0), TOKEN)


def expansions(upstream):
    return [call.request.params.get("expand", "") for call in upstream.calls]


@pytest.mark.parametrize("answer", FAILURES)
@pytest.mark.parametrize("url", [LIST, MINE, DETAIL])
def test_after_a_failure_the_call_is_made_without_expand(upstream, api, berlin, url, answer):
    call, reply = CALLS[url]
    upstream.get(url, **answer)
    upstream.get(url, json=reply)

    assert call(api, berlin)
    assert call(api, berlin)
    assert expansions(upstream) == [EXPAND, "", ""]


@pytest.mark.parametrize("answer", OTHERS)
@pytest.mark.parametrize("url", [LIST, MINE, DETAIL])
def test_silence_and_these_answers_have_nothing_to_do_with_it(upstream, api, berlin, url, answer):
    upstream.get(url, **answer)

    with pytest.raises(ApiError):
        CALLS[url][0](api, berlin)

    assert expansions(upstream) == [EXPAND]


def test_a_second_failure_is_final_and_is_not_put_down_to_expand(upstream, api, berlin):
    upstream.get(LIST, **refusal(400, "400", "malformed"))
    upstream.get(LIST, **refusal(403))
    upstream.get(LIST, json=page_of(1))

    with pytest.raises(ApiError) as caught:
        api.workshops("demo", berlin)
    api.workshops("demo", berlin)

    assert caught.value.http_status == 403
    assert expansions(upstream) == [EXPAND, "", EXPAND]


def test_without_expand_a_failure_is_final(upstream, api, berlin):
    upstream.get(LIST, **refusal(400, "400", "malformed"))

    with pytest.raises(ApiError):
        api.workshops("demo", berlin, WorkshopQuery(expand=()))

    assert expansions(upstream) == [""]
    assert findings.found("list_expand", "demo") == findings.UNSEEN


@pytest.mark.parametrize(("answer", "seconds"), [({"status": 400}, 600), ({"status": 500}, 60)])
def test_a_no_is_believed_for_ten_minutes_and_a_hiccup_for_one(
    upstream, api, berlin, clock, answer, seconds
):
    upstream.get(LIST, **answer)
    upstream.get(LIST, json=page_of(1))

    api.workshops("demo", berlin)
    clock.move(seconds - 1)
    api.workshops("demo", berlin)
    assert findings.found("list_expand", "demo") == "refused"
    clock.move(2)
    api.workshops("demo", berlin)

    assert expansions(upstream) == [EXPAND, "", "", EXPAND]
    assert findings.found("list_expand", "demo") == "accepted"


def test_an_upstream_in_trouble_is_asked_twice_only_once_a_minute(upstream, api, berlin, clock):
    upstream.get(LIST, status=502)
    ask = partial(pytest.raises, ApiError, api.workshops, "demo", berlin)

    ask()
    ask()
    clock.move(61)
    ask()

    assert expansions(upstream) == [EXPAND, "", EXPAND, EXPAND, ""]


def test_a_no_after_trouble_is_put_down_to_expand_at_once(upstream, api, berlin):
    upstream.get(LIST, status=502)
    upstream.get(LIST, status=502)
    upstream.get(LIST, status=400)
    upstream.get(LIST, json=page_of(1))

    with pytest.raises(ApiError):
        api.workshops("demo", berlin)
    api.workshops("demo", berlin)

    assert expansions(upstream) == [EXPAND, "", EXPAND, ""]


def test_a_refusal_of_one_attendee_does_not_hinder_the_next(upstream, api, berlin):
    upstream.get(LIST, status=403)
    upstream.get(LIST, status=403)
    upstream.get(LIST, status=400)
    upstream.get(LIST, json=page_of(1))

    with pytest.raises(ApiError):
        api.workshops("demo", berlin)
    api.workshops("demo", berlin)

    assert expansions(upstream) == [EXPAND, "", EXPAND, ""]


def test_nothing_is_found_out_about_expand_where_it_is_not_sent(upstream, api, berlin):
    upstream.get(LIST, json=page_of(1))

    api.workshops("demo", berlin, WorkshopQuery(expand=()))

    assert findings.found("list_expand", "demo") == findings.UNSEEN


def test_what_one_call_does_not_take_another_may(upstream, api, berlin):
    upstream.get(DETAIL, status=400)
    upstream.get(DETAIL, json=recorded("session-detail"))
    upstream.get(LIST, json=page_of(1))

    api.workshop("demo", 11655, berlin)
    api.workshops("demo", berlin)

    assert expansions(upstream)[2:] == [EXPAND]


def test_what_is_refused_in_one_way_is_still_asked_for_in_another(upstream, berlin):
    api = Accelevents(Upstream(ORIGIN, api_key=API_KEY), TOKEN)
    upstream.get(LIST, status=400)
    upstream.get(LIST, json=page_of(1))

    api.workshops("demo", berlin, with_api_key=True)
    api.workshops("demo", berlin)
    api.workshops("demo", berlin, WorkshopQuery(expand=("TAG",)), with_api_key=True)

    assert expansions(upstream) == [EXPAND, "", EXPAND, "TAG"]
