"""The query of a page of workshops: each of upstream's parameters, where it is wanted."""

from datetime import date

from responses.matchers import header_matcher, query_param_matcher

from portal.accelevents import WorkshopQuery
from tests.accelevents.replies import EXPAND, LIST, TOKEN, ids, page_of, refusal, session

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


def test_without_its_optional_parameters_a_query_still_says_what_is_wanted(upstream, api, berlin):
    required = REQUIRED | {"status": "VISIBLE"}
    optional = {"expand": EXPAND, "past": "true", "tagIds": "7"}
    malformed = refusal(400, "400", "malformed")
    upstream.get(LIST, match=[query_param_matcher(required | optional)], **malformed)
    upstream.get(LIST, json=page_of(1), match=[query_param_matcher(required)])

    query = WorkshopQuery(status="VISIBLE", past=True, tag_ids=("7",))

    assert ids(api.workshops("demo", berlin, query).items) == [1]
