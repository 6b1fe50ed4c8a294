"""The lists of workshops: each is requested with the right token and read into records."""

import pytest
from responses.matchers import query_param_matcher

from portal.accelevents.exceptions import ApiInvalidResponse, ApiRefused, Reason
from portal.observability import findings
from tests.accelevents.replies import (
    API_KEY,
    DETAIL,
    EXPAND,
    LIST,
    MINE,
    TOKEN,
    ids,
    recorded,
    refusal,
    session,
)


def ids_and_tickets(workshops):
    return [(workshop.id, workshop.ticket_ids) for workshop in workshops]


def test_the_recorded_list_is_read_in_upstreams_order(upstream, api, berlin):
    upstream.get(LIST, json=recorded("workshop-sessions"))

    workshops = api.all_workshops("demo", berlin).workshops

    assert ids(workshops) == [11655, 11656]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([session(sessionId=5)], [5]),
        ({"data": [session(sessionId=5)]}, [5]),
        ({"content": [session(sessionId=5)]}, [5]),
        ({"data": {"items": [session(sessionId=5)]}}, [5]),
        ({"data": None, "results": [session(sessionId=5)]}, [5]),
        ({"recordsTotal": 0, "data": []}, []),
        ({"data": {"items": []}}, []),
        ([], []),
        ([session(sessionId=None), session(sessionId=5), "x", None], [5]),
        ([session(sessionId=5), session(sessionId="5", title="again")], [5]),
        ([session(sessionId=5, format="MEET_UP"), session(sessionId=6, format=None)], [6]),
        ([session(sessionId=5, format="workshop")], [5]),
    ],
)
def test_a_list_is_read_from_each_known_envelope(upstream, api, berlin, body, expected):
    upstream.get(LIST, json=body)

    assert ids(api.workshops("demo", berlin).items) == expected


@pytest.mark.parametrize(
    "answer",
    [
        {"body": ""},
        {"status": 204},
        *(
            {"json": body}
            for body in (
                None, {}, {"data": None}, {"data": {}}, {"data": {"items": None}},
                {"recordsTotal": 0, "recordsFiltered": 0}, {"recordsTotal": 0, "data": None},
                {"hello": 1}, "x", 7, True, {"data": {"0": session()}},
            )
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("url", [LIST, MINE])
def test_only_an_array_is_a_list(upstream, api, berlin, url, answer):
    upstream.get(url, **answer)
    read = {LIST: api.all_workshops, MINE: api.my_workshops}[url]

    with pytest.raises(ApiInvalidResponse):
        read("demo", berlin)


def test_the_first_of_two_sessions_with_one_id_counts(upstream, api, berlin):
    upstream.get(LIST, json=[session(sessionId=5, title="new"), session(sessionId=5, title="old")])

    assert [workshop.title for workshop in api.workshops("demo", berlin).items] == ["new"]


def test_a_byte_order_mark_and_invalid_utf_8_do_no_harm(upstream, api, berlin):
    body = b'\xef\xbb\xbf{"data": [{"sessionId": 5, "title": "L\xf6ten", "format": "WORKSHOP"}]}'
    upstream.get(LIST, body=body, content_type="text/plain")

    assert api.workshops("demo", berlin).items[0].title == "L\ufffdten"


def test_the_whole_list_holds_what_is_hidden_or_private_and_counts_what_is_unreadable(
    upstream, api, berlin
):
    upstream.get(
        LIST,
        json=[
            session(sessionId=1, currentUserRegisteredEventTicketId=[57940]),
            session(sessionId=2, status="HIDDEN"),
            session(sessionId=3, sessionVisibilityType="PRIVATE"),
            session(sessionId=None),
            session(sessionId=None, format="MEET_UP"),
        ],
    )

    listed = api.all_workshops("demo", berlin)

    assert ids_and_tickets(listed.workshops) == [(1, ("57940",)), (2, ()), (3, ())]
    assert listed.dropped == 1


def test_a_list_is_read_by_key_only_when_that_is_asked_for(upstream, api_with_key, berlin):
    upstream.get(LIST, json=[session()])

    api_with_key.all_workshops("demo", berlin, with_api_key=True)
    api_with_key.all_workshops("demo", berlin)

    sent = [call.request.headers for call in upstream.calls]
    assert [headers.get("Key") for headers in sent] == [API_KEY, None]
    assert [headers.get("Authorization") for headers in sent] == [None, TOKEN]


@pytest.mark.parametrize("answer", [refusal(401, "4010101", "Not authorized"), {"status": 401}])
def test_a_bad_key_signs_nobody_out(errors_of, upstream, api_with_key, berlin, answer):
    error = errors_of(
        "GET",
        LIST,
        lambda: api_with_key.all_workshops("demo", berlin, with_api_key=True),
        **answer,
    )

    assert (type(error), error.reason) == (ApiRefused, Reason.FORBIDDEN)
    assert len(upstream.calls) == 1  # a 401 is not put down to `expand`


@pytest.mark.parametrize(
    ("start", "form"),
    [("2026/03/01 09:00", "text"), ("2026-03-01T09:00Z", "iso"), (1772352000000, "epoch")],
)
def test_the_form_of_the_times_is_found_out(upstream, api, berlin, start, form):
    upstream.get(LIST, json=[session(startTime=start)])

    api.all_workshops("demo", berlin)

    assert findings.found("times", "demo") == form


def test_a_list_without_times_tells_nothing_of_their_form(upstream, api, berlin):
    upstream.get(LIST, json=[session()])

    api.all_workshops("demo", berlin)

    assert findings.found("times", "demo") == findings.UNSEEN


def test_calls_in_the_attendees_name_never_carry_the_key(upstream, api_with_key, berlin):
    upstream.get(MINE, json=recorded("my-sessions"))
    upstream.get(DETAIL, json=recorded("session-detail"))
    upstream.get(LIST, json=[])

    api_with_key.my_workshops("demo", berlin)
    api_with_key.workshop("demo", 11655, berlin)
    api_with_key.workshops("demo", berlin)

    assert [call.request.headers["Authorization"] for call in upstream.calls] == [TOKEN] * 3
    assert ["Key" in call.request.headers for call in upstream.calls] == [False] * 3


def test_my_workshops_are_those_that_upstream_names(upstream, api, berlin):
    query = {"sessionFormat": "WORKSHOP", "expand": EXPAND}
    upstream.get(MINE, json=recorded("my-sessions"), match=[query_param_matcher(query)])

    workshops = api.my_workshops("demo", berlin)

    assert ids_and_tickets(workshops) == [(11655, ("57940",))]
