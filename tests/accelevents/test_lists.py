"""The live list, the attendee's own, one workshop: what is asked, and what of the answer counts."""

from datetime import date

import pytest
from responses.matchers import header_matcher, query_param_matcher

from portal.accelevents.exceptions import ApiInvalidResponse, ApiRefused, Reason
from tests.accelevents.replies import (
    API_KEY,
    DETAIL,
    GATEWAY,
    LIST,
    MINE,
    TOKEN,
    no,
    recorded,
    session,
)

EXPAND = "SPEAKER,TRACK,TAG,currentUserRegisteredEventTicketId"
LEAN = {"sessionFormat": "WORKSHOP", "page": "0", "size": "100"}


def page_of(*numbers, total=None):
    return {"recordsFiltered": total, "data": [session(sessionId=n) for n in numbers]}


def ids(workshops):
    return [workshop.id for workshop in workshops]


def test_the_recorded_list_is_read_in_upstream_s_order(upstream, api, berlin):
    upstream.get(LIST, json=recorded("workshop-sessions"))

    found = api.all_workshops("demo", berlin)

    assert ids(found) == [11655, 11656]


def test_a_page_is_asked_for_with_the_token_as_it_is(upstream, api, berlin):
    query = LEAN | {"expand": EXPAND}
    asked = [query_param_matcher(query), header_matcher({"Authorization": TOKEN})]
    upstream.get(LIST, json=page_of(1), match=asked)

    page = api.workshops("demo", berlin)

    assert (ids(page.items), page.total, page.raw_count) == ([1], None, 1)


def test_every_documented_filter_goes_into_the_query(upstream, api, berlin):
    query = {
        "sessionFormat": "WORKSHOP",
        "page": "2",
        "size": "50",
        "expand": EXPAND,
        "past": "false",
        "status": "VISIBLE",
        "tagIds": "7,8",
        "trackIds": "733",
        "filterDate": "2026/03/01",
        "showPastAndUpcoming": "true",
    }
    upstream.get(LIST, json=page_of(), match=[query_param_matcher(query)])

    page = api.workshops(
        "demo",
        berlin,
        page=2,
        size=50,
        past=False,
        status="VISIBLE",
        tag_ids=("7", "8"),
        track_ids=["733"],
        filter_date=date(2026, 3, 1),
        show_past_and_upcoming=True,
    )

    assert page.items == ()


@pytest.mark.parametrize("answer", [no(400, "400", "malformed"), {"status": 400, "body": GATEWAY}])
def test_a_400_drops_what_is_optional_and_asks_once_more(upstream, api, berlin, answer):
    upstream.get(LIST, match=[query_param_matcher(LEAN | {"expand": EXPAND})], **answer)
    upstream.get(LIST, json=page_of(1), match=[query_param_matcher(LEAN)])

    assert ids(api.workshops("demo", berlin).items) == [1]


def test_a_second_400_is_the_answer(upstream, api, berlin):
    upstream.get(LIST, **no(400, "400", "malformed"))

    with pytest.raises(ApiRefused) as caught:
        api.workshops("demo", berlin)

    assert (caught.value.http_status, len(upstream.calls)) == (400, 2)


def test_a_400_that_says_why_is_not_asked_again(upstream, api, berlin):
    upstream.get(LIST, **no(400, "4040200", "Event Not Found"))

    with pytest.raises(ApiRefused) as caught:
        api.workshops("demo", berlin)

    assert (caught.value.reason, len(upstream.calls)) == (Reason.EVENT_NOT_FOUND, 1)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ([session(sessionId=5)], [5]),
        ({"data": [session(sessionId=5)]}, [5]),
        ({"content": [session(sessionId=5)]}, [5]),
        ({"data": {"items": [session(sessionId=5)]}}, [5]),
        ({"data": None, "results": [session(sessionId=5)]}, [5]),
        ({"recordsTotal": 0, "recordsFiltered": 0}, []),
        ({"data": None}, []),
        ({"data": {}}, []),
        ({}, []),
        ([], []),
        (None, []),
        ([session(sessionId=None), session(sessionId=5), "x", None], [5]),
        ([session(sessionId=5), session(sessionId="5", title="again")], [5]),
        ([session(sessionId=5, format="MEET_UP"), session(sessionId=6, format=None)], [6]),
        ([session(sessionId=5, format="workshop")], [5]),
    ],
)
def test_a_list_comes_in_many_envelopes(upstream, api, berlin, body, found):
    upstream.get(LIST, json=body)

    assert ids(api.workshops("demo", berlin).items) == found


@pytest.mark.parametrize("answer", [{"status": 200, "body": ""}, {"status": 204}])
def test_an_empty_answer_is_an_empty_list(upstream, api, berlin, answer):
    upstream.get(LIST, **answer)

    assert api.all_workshops("demo", berlin) == ()


@pytest.mark.parametrize("body", [{"hello": 1}, "x", 7, True, {"data": {"0": session()}}])
def test_an_envelope_nobody_knows_is_no_empty_list(upstream, api, berlin, body):
    upstream.get(LIST, json=body)

    with pytest.raises(ApiInvalidResponse):
        api.all_workshops("demo", berlin)


def test_the_first_of_two_with_one_id_stays(upstream, api, berlin):
    upstream.get(LIST, json=[session(sessionId=5, title="new"), session(sessionId=5, title="old")])

    assert [found.title for found in api.workshops("demo", berlin).items] == ["new"]


def test_a_byte_order_mark_and_broken_letters_do_no_harm(upstream, api, berlin):
    body = b'\xef\xbb\xbf{"data": [{"sessionId": 5, "title": "L\xf6ten", "format": "WORKSHOP"}]}'
    upstream.get(LIST, body=body, content_type="text/plain")

    assert api.workshops("demo", berlin).items[0].title == "L\ufffdten"


def test_hidden_workshops_are_not_listed_but_the_attendee_s_marks_stay(upstream, api, berlin):
    mine = {"currentUserRegisteredEventTicketId": [57940]}
    hidden = (
        session(sessionId=2, status="HIDDEN"),
        session(sessionId=3, hideSessionFromAttendees=True),
    )
    upstream.get(LIST, json=[session(sessionId=1, **mine), *hidden])

    found = api.all_workshops("demo", berlin)

    assert [(workshop.id, workshop.is_registered) for workshop in found] == [(1, True)]


def test_a_key_asks_alone_and_only_what_says_visible_is_believed(upstream, keyed, berlin):
    visible = {"status": "VISIBLE", "currentUserRegisteredEventTicketId": [1]}
    hidden = session(sessionId=3, status="VISIBLE", hideSessionFromAttendees=True)
    body = [session(sessionId=1, **visible), session(sessionId=2), hidden]
    upstream.get(LIST, json=body, match=[header_matcher({"Key": API_KEY})])

    found = keyed.all_workshops("demo", berlin)

    assert [(workshop.id, workshop.is_registered) for workshop in found] == [(1, False)]
    assert "Authorization" not in upstream.calls[0].request.headers


@pytest.mark.parametrize("answer", [no(401, "4010101", "Not authorized"), {"status": 401}])
def test_a_bad_key_signs_nobody_out(errors_of, keyed, berlin, answer):
    error = errors_of("GET", LIST, lambda: keyed.all_workshops("demo", berlin), **answer)

    assert (type(error), error.reason) == (ApiRefused, Reason.FORBIDDEN)


def test_an_attendee_s_own_calls_never_carry_the_key(upstream, keyed, berlin):
    upstream.get(MINE, json=recorded("my-sessions"))
    upstream.get(DETAIL, json=recorded("session-detail"))
    upstream.get(LIST, json=[])

    keyed.my_workshops("demo", berlin)
    keyed.workshop("demo", 11655, berlin)
    keyed.workshops("demo", berlin)

    assert [call.request.headers["Authorization"] for call in upstream.calls] == [TOKEN] * 3
    assert ["Key" in call.request.headers for call in upstream.calls] == [False] * 3


def test_my_workshops_are_those_upstream_says_are_mine(upstream, api, berlin):
    query = {"sessionFormat": "WORKSHOP", "expand": EXPAND}
    upstream.get(MINE, json=recorded("my-sessions"), match=[query_param_matcher(query)])

    found = api.my_workshops("demo", berlin)

    assert [(workshop.id, workshop.is_registered) for workshop in found] == [(11655, True)]
