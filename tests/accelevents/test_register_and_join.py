"""Registering and joining: the request, the answers that are a success, and the meeting."""

import json
import logging

import pytest
from responses.matchers import header_matcher, query_param_matcher

from portal.accelevents import Accelevents, Upstream, parse_call_template
from portal.accelevents.exceptions import ApiInvalidResponse, EndpointNotFound
from portal.accelevents.records import MeetingJoin
from tests.accelevents.replies import DETAIL, GATEWAY, JOIN, ORIGIN, SEAT, STATUS, TOKEN, recorded

SUCCESSES = [
    {"status": 200, "body": ""},
    {"status": 200, "json": {}},
    {"status": 200, "json": {"type": "Success", "message": "Done"}},
    {"status": 200, "json": None},
    {"status": 201, "body": ""},
    {"status": 204},
]


def register(api):
    api.register("demo", 11655, before_start=True)


def join(api):
    return api.join("demo", 11655)


@pytest.mark.parametrize(("before_start", "query"), [(True, {"joinSession": "true"}), (False, {})])
def test_registering_says_whether_the_workshop_has_yet_to_start(upstream, api, before_start, query):
    expected = [query_param_matcher(query), header_matcher({"Authorization": TOKEN})]
    upstream.post(SEAT, match=expected)

    api.register("demo", 11655, before_start=before_start)

    assert upstream.calls[0].request.body is None


@pytest.mark.parametrize("answer", SUCCESSES)
@pytest.mark.parametrize(
    ("method", "url", "call"),
    [
        ("POST", SEAT, register),
        ("DELETE", SEAT, lambda api: api.unregister("demo", 11655)),
        ("PUT", STATUS, lambda api: api.set_status("demo", 11655, "LEFT")),
    ],
    ids=["register", "unregister", "status"],
)
def test_a_void_answer_is_a_success(upstream, api, method, url, call, answer):
    upstream.add(method, url, **answer)

    assert call(api) is None


@pytest.mark.parametrize("answer", [{"body": GATEWAY}, {"body": "OK"}, {"json": False}])
def test_any_other_answer_is_not_a_success(errors_of, api, answer):
    error = errors_of("POST", SEAT, lambda: register(api), **answer)

    assert type(error) is ApiInvalidResponse


def test_a_status_goes_into_the_query(upstream, api):
    upstream.put(STATUS, match=[query_param_matcher({"status": "LEFT"})])

    api.set_status("demo", 11655, "LEFT")

    assert len(upstream.calls) == 1


@pytest.mark.parametrize(
    "call",
    [
        register,
        lambda api: api.unregister("demo", 11655),
        lambda api: api.set_status("demo", 11655, "LEFT"),
    ],
)
def test_a_call_without_a_configured_path_is_not_made(call):
    api = Accelevents(Upstream(ORIGIN, register_call=""), TOKEN)

    with pytest.raises(EndpointNotFound):
        call(api)


def test_the_register_call_can_be_set_to_another_path(upstream):
    template = "PUT /rest/other/{session}/of/{event}"
    upstream.put(f"{ORIGIN}/rest/other/11655/of/demo")

    register(Accelevents(Upstream(ORIGIN, register_call=template), TOKEN))

    assert len(upstream.calls) == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_template_means_that_the_call_is_not_offered(text):
    assert parse_call_template(text) is None


def test_a_valid_template_becomes_an_endpoint():
    endpoint = parse_call_template(" POST /rest/events/{event}/user-session/{session} ")

    assert str(endpoint) == "POST /rest/events/{event}/user-session/{session}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/rest/{session}", "one space"),
        ("POST", "one space"),
        ("GET /rest/{session}", "must be POST, PUT, PATCH or DELETE"),
        ("post /rest/{session}", "must be POST, PUT, PATCH or DELETE"),
        ("POST  /rest/{session}", "one space"),
        ("POST /rest/{session} x", "one space"),
        ("POST https://evil.test/{session}", "name no host"),
        ("POST //evil.test/{session}", "name no host"),
        ("POST rest/{session}", "begin with one /"),
        ("POST /rest/{user}/{session}", "{event} and {session} only"),
        ("POST /rest/{}/{session}", "{event} and {session} only"),
        ("POST /rest/{session", "{event} and {session} only"),
        ("POST /rest/session}", "plain path"),
        ("POST /rest/{session}?x=1", "plain path"),
        ("POST /rest/{session}#x", "plain path"),
        ("POST /rest/../{session}", "plain path"),
        ("POST /rest\\{session}", "plain path"),
        ("POST /rest/%2e%2e/{session}", "plain path"),
        ("POST /rest/{event}", "must contain {session}"),
    ],
)
def test_an_invalid_template_is_explained_in_one_sentence(text, sentence):
    with pytest.raises(ValueError) as caught:
        parse_call_template(text)

    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_join_sends_nothing_but_the_token(upstream, api):
    upstream.put(JOIN, json=recorded("join"), match=[header_matcher({"Authorization": TOKEN})])

    assert join(api) == MeetingJoin.from_json(recorded("join"))
    assert (upstream.calls[0].request.body, upstream.calls[0].request.params) == (None, {})


@pytest.mark.parametrize(
    "answer", [*SUCCESSES, {"body": GATEWAY}, {"json": recorded("session-detail")}]
)
def test_a_join_without_a_meeting_is_invalid_and_sent_once(errors_of, upstream, api, answer):
    error = errors_of("PUT", JOIN, lambda: join(api), **answer)

    assert type(error) is ApiInvalidResponse
    assert len(upstream.calls) == 1


def test_a_join_without_a_meeting_logs_its_keys_and_no_values(errors_of, caplog, api):
    caplog.set_level(logging.DEBUG)
    reply = recorded("join")
    del reply["meeting"]["Meeting"]["MeetingId"]

    error = errors_of("PUT", JOIN, lambda: join(api), body=json.dumps(reply))

    assert "meeting.mediaplacement" in str(error)
    assert "attendee.jointoken" in str(error)
    assert "secret" not in str(error) + caplog.text
    assert "chime.aws" not in str(error) + caplog.text


@pytest.mark.parametrize("body", [recorded("session-detail"), {}, None, [], "x"])
def test_a_detail_without_a_meeting_yields_none(upstream, api, body):
    upstream.get(DETAIL, json=body)

    assert api.room("demo", 11655) is None


def test_a_detail_with_a_meeting_yields_it(upstream, api):
    upstream.get(DETAIL, json=recorded("join"))

    assert api.room("demo", 11655) == MeetingJoin.from_json(recorded("join"))
