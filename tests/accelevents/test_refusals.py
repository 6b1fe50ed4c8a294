"""The reason of a refusal: by its whole code, its words, its status, and the kind of call."""

import pytest

from portal.accelevents.exceptions import ApiRefused, EndpointNotFound, Reason
from tests.accelevents.replies import ACCESS, GATEWAY, JOIN, SEAT, refusal


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refusal(404, "404", "Session not found!"), Reason.NOT_FOUND),
        (refusal(404, "404800", "Session not found!"), Reason.NOT_FOUND),
        (refusal(404, "", "Session not found!"), Reason.NOT_FOUND),
        (refusal(406, "406", "Max user registration capacity reached"), Reason.FULL),
        (
            refusal(406, "406", "Your ticket does not permit access to this session"),
            Reason.WRONG_TICKET,
        ),
        (
            refusal(406, "406", "Your ticket type does not grant access to this session"),
            Reason.WRONG_TICKET,
        ),
        (refusal(404, "4042005", "Session not found!"), Reason.WRONG_TICKET),
        (refusal(406, 4042005, ""), Reason.WRONG_TICKET),
        (
            refusal(406, "4068910", "You have not yet registered for the event."),
            Reason.NO_EVENT_TICKET,
        ),
        (
            refusal(407, "407", "The time limit for accessing this session is expired"),
            Reason.NOT_NOW,
        ),
        (refusal(407, "4072002", "The time limit … is expired."), Reason.NOT_NOW),
        (refusal(400, 4072002.0, ""), Reason.NOT_NOW),
        (refusal(400, "407", ""), Reason.NOT_NOW),
        (refusal(407), Reason.NOT_NOW),
        (refusal(407, "4072003", "The recording of this session is only …"), Reason.RECORDING_ONLY),
        (refusal(404, "4040200", "Event Not Found"), Reason.EVENT_NOT_FOUND),
        (refusal(406, "40600013", "Cant create url"), Reason.UNKNOWN),
        (refusal(406, "406", "More than one user exist with same email"), Reason.ACCOUNT_PROBLEM),
        (refusal(406, "4069999", "Something new"), Reason.UNKNOWN),
        (refusal(403, "403", "Forbidden"), Reason.HIDDEN),
        (refusal(406, "406", "You have already registered for this session"), Reason.UNKNOWN),
        (refusal(409, "", "Session already booked, your ticket permits it"), Reason.UNKNOWN),
        (refusal(406, "", "Already added: capacity 12"), Reason.UNKNOWN),
        (refusal(400, "400", "malformed syntax"), Reason.UNKNOWN),
        (refusal(404, "4049999", "Something new"), Reason.NOT_FOUND),
        ({"status": 406, "body": "Max user registration capacity reached"}, Reason.FULL),
    ],
)
@pytest.mark.parametrize(
    ("method", "url", "call"),
    [
        ("POST", SEAT, lambda api: api.register("demo", 11655, before_start=False)),
        ("PUT", JOIN, lambda api: api.join("demo", 11655)),
    ],
    ids=["register", "join"],
)
def test_a_refused_register_or_join_has_its_reason(
    errors_of, api, method, url, call, answer, reason
):
    error = errors_of(method, url, lambda: call(api), **answer)

    assert type(error) is ApiRefused
    assert error.reason is reason


@pytest.mark.parametrize(
    ("answer", "is_documented"),
    [
        (refusal(406, "4068910"), True),
        (refusal(404, 404800), True),
        (refusal(200, "4072002"), True),
        (refusal(406, "", "Max user registration capacity reached"), True),
        (refusal(404, "404", "Session not found!"), True),
        (refusal(404, "404", "The resource you were trying to reach is not found."), False),
        (refusal(403), False),
        (refusal(404), False),
        (refusal(407), False),
        (refusal(407, "407", "Proxy authentication required"), False),
        (refusal(406, "4069999", "Something new"), False),
    ],
)
def test_a_reason_is_documented_if_a_code_or_sentence_gives_it_and_not_the_status(
    errors_of, api, answer, is_documented
):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert (type(error), error.is_documented) == (ApiRefused, is_documented)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            refusal(406, "4068012", "You have not purchased Virtual Event Tickets."),
            "no_event_ticket",
        ),
        (
            refusal(406, "4060454", "Please activate your event to access the portal."),
            "event_not_open",
        ),
        (refusal(406, "", "Please activate your event to access the portal."), "event_not_open"),
        (refusal(406, "4060081", "The maximum number of attendees …"), "event_full"),
        (refusal(406, "4068917", "All capacity for free registrations …"), "event_full"),
        (refusal(406, "", "All capacity for free registrations …"), "event_full"),
        (refusal(404, "4040201", "This white label event does not exist."), "event_not_found"),
        (refusal(403, "4030201", "Not Event Host"), "forbidden"),
        (refusal(403), "forbidden"),
    ],
)
def test_a_refused_access_has_its_reason(errors_of, api, answer, reason):
    error = errors_of("GET", ACCESS, lambda: api.access("demo"), **answer)

    assert error.reason == reason


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("Your registration type only permits registering for 3 sessions. If you would", 3),
        ("Your registration type only permits registering for several sessions.", None),
        ("Your ticket only permits registering for 12 sessions, capacity aside", 12),
    ],
)
def test_the_limit_of_a_ticket_is_read_with_its_number(errors_of, api, text, limit):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **refusal(406, "406", text))

    assert (error.reason, error.limit) == (Reason.LIMIT_REACHED, limit)


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404, "body": ""},
        {"status": 404, "body": GATEWAY},
        {"status": 405, "body": GATEWAY},
        {"status": 404, "json": {"status": 404, "error": "Not Found", "path": "/rest/x"}},
        refusal(404, "404", "The resource you were trying to reach is not found."),
        refusal(405, "METHOD_NOT_ALLOWED", "Request method 'POST' is not supported"),
    ],
)
@pytest.mark.parametrize(
    ("method", "url", "call"),
    [
        ("POST", SEAT, lambda api: api.register("demo", 11655, before_start=True)),
        ("DELETE", SEAT, lambda api: api.unregister("demo", 11655)),
        ("PUT", f"{SEAT}/status", lambda api: api.set_status("demo", 11655, "LEFT")),
    ],
)
def test_a_bare_404_for_a_configured_path_means_that_the_path_is_wrong(
    errors_of, api, method, url, call, answer
):
    error = errors_of(method, url, lambda: call(api), **answer)

    assert type(error) is EndpointNotFound


def test_a_bare_404_for_a_documented_path_is_a_refusal(errors_of, api):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=404, body="")

    assert (type(error), error.reason) == (ApiRefused, Reason.NOT_FOUND)
