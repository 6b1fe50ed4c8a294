"""The query of a page of workshops: all of upstream's parameters, and fewer after a 400."""

from datetime import date

import pytest
from responses.matchers import header_matcher, query_param_matcher

from portal.accelevents import WorkshopQuery
from portal.accelevents.exceptions import ApiRefused, Reason
from tests.accelevents.replies import EXPAND, GATEWAY, LIST, TOKEN, ids, page_of, refusal, session

REQUIRED = {"sessionFormat": "WORKSHOP", "page": "0", "size": "100"}


def test_a_page_is_requested_with_the_raw_token(upstream, api, berlin):
    query = REQUIRED | {"expand": EXPAND}
    expected = [query_param_matcher(query), header_matcher({"Authorization": TOKEN})]
    upstream.get(LIST, json=page_of(1), match=expected)

    page = api.workshops("demo", berlin)

    assert (ids(page.items), page.total, page.raw_count) == ([1], None, 1)


def test_every_documented_parameter_goes_into_the_query(upstream, api, berlin):
    sent = {
        "sessionFormat": "BREAKOUT_SESSION",
        "page": "2",
        "size": "50",
        "expand": "SPEAKER,TAG",
        "past": "false",
        "status": "VISIBLE",
        "tagIds": "7,8",
        "trackIds": "733",
        "filterDate": "2026/03/01",
        "showPastAndUpcoming": "true",
        "currentUserRegisteredEventTicketId": "57940",
        "calledFrom": "PORTAL",
    }
    upstream.get(LIST, json=page_of(), match=[query_param_matcher(sent)])
    query = WorkshopQuery(
        page=2,
        size=50,
        session_format="BREAKOUT_SESSION",
        status="VISIBLE",
        expand=("SPEAKER", "TAG"),
        past=False,
        show_past_and_upcoming=True,
        filter_date=date(2026, 3, 1),
        tag_ids=("7", "8"),
        track_ids=("733",),
        registered_ticket_id="57940",
        called_from="PORTAL",
    )

    assert api.workshops("demo", berlin, query).items == ()


def test_a_parameter_without_a_value_is_not_sent(upstream, api, berlin):
    upstream.get(LIST, json=page_of(), match=[query_param_matcher(REQUIRED)])

    page = api.workshops("demo", berlin, WorkshopQuery(expand=()))

    assert page.items == ()


def test_sessions_of_the_requested_format_are_read(upstream, api, berlin):
    formats = ("WORKSHOP", "MEET_UP", "meet_up", None)
    sessions = [session(sessionId=n, format=name) for n, name in enumerate(formats, 1)]
    upstream.get(LIST, json=sessions)

    page = api.workshops("demo", berlin, WorkshopQuery(session_format="MEET_UP"))

    assert ids(page.items) == [2, 3, 4]


@pytest.mark.parametrize(
    "answer", [refusal(400, "400", "malformed"), {"status": 400, "body": GATEWAY}]
)
def test_after_a_400_the_list_is_requested_once_more_without_expand(upstream, api, berlin, answer):
    upstream.get(LIST, match=[query_param_matcher(REQUIRED | {"expand": EXPAND})], **answer)
    upstream.get(LIST, json=page_of(1), match=[query_param_matcher(REQUIRED)])

    assert ids(api.workshops("demo", berlin).items) == [1]


def test_after_a_400_the_status_is_still_sent(upstream, api, berlin):
    required = REQUIRED | {"status": "VISIBLE"}
    optional = {"expand": EXPAND, "past": "true", "tagIds": "7"}
    malformed = refusal(400, "400", "malformed")
    upstream.get(LIST, match=[query_param_matcher(required | optional)], **malformed)
    upstream.get(LIST, json=page_of(1), match=[query_param_matcher(required)])

    query = WorkshopQuery(status="VISIBLE", past=True, tag_ids=("7",))

    assert ids(api.workshops("demo", berlin, query).items) == [1]


def test_a_second_400_is_final(upstream, api, berlin):
    upstream.get(LIST, **refusal(400, "400", "malformed"))

    with pytest.raises(ApiRefused) as caught:
        api.workshops("demo", berlin)

    assert (caught.value.http_status, len(upstream.calls)) == (400, 2)


def test_a_400_to_a_query_without_optional_parameters_is_final(upstream, api, berlin):
    upstream.get(LIST, **refusal(400, "400", "malformed"))

    with pytest.raises(ApiRefused) as caught:
        api.workshops("demo", berlin, WorkshopQuery(expand=()))

    assert (caught.value.http_status, len(upstream.calls)) == (400, 1)


def test_a_400_with_a_reason_is_not_retried(upstream, api, berlin):
    upstream.get(LIST, **refusal(400, "4040200", "Event Not Found"))

    with pytest.raises(ApiRefused) as caught:
        api.workshops("demo", berlin)

    assert (caught.value.reason, len(upstream.calls)) == (Reason.EVENT_NOT_FOUND, 1)
