"""Every answer that is not a good one leaves the client as one ApiError of the right kind."""

import pickle

import pytest
import requests

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
    EndpointNotFound,
    Reason,
)
from tests.accelevents.replies import GATEWAY, JOIN, LIST, PROFILE, TOKEN, no


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"status": 401, "json": {"errorCode": "4010101"}}, AuthenticationRequired),
        ({"status": 401, "body": ""}, AuthenticationRequired),
        ({"status": 401, "body": GATEWAY}, AuthenticationRequired),
        ({"status": 400, "json": {"errorCode": 4040100}}, AuthenticationRequired),
        ({"status": 403, "body": GATEWAY}, ApiRefused),
        ({"status": 404, "body": GATEWAY}, ApiRefused),
        ({"status": 406, "body": GATEWAY}, ApiInvalidResponse),
        ({"status": 407, "body": GATEWAY}, ApiInvalidResponse),
        ({"status": 200, "body": GATEWAY}, ApiInvalidResponse),
        ({"status": 200, "body": '{"firstName": "Ad'}, ApiInvalidResponse),
        ({"status": 200, "body": "[" * 100_000}, ApiInvalidResponse),
        ({"status": 200, "body": ""}, ApiInvalidResponse),
        ({"status": 200, "json": {}}, ApiInvalidResponse),
        ({"status": 200, "json": [1]}, ApiInvalidResponse),
        ({"status": 204}, ApiInvalidResponse),
        ({"status": 302, "headers": {"Location": "https://elsewhere.test"}}, ApiInvalidResponse),
        ({"status": 304}, ApiInvalidResponse),
        ({"status": 200, "json": {"errorCode": "4068910"}}, ApiRefused),
        ({"status": 200, "json": {"type": "Error", "message": "No."}}, ApiRefused),
        ({"status": 200, "json": {"error": {"message": "No."}}}, ApiRefused),
        ({"status": 200, "json": {"errorMessage": "No."}}, ApiRefused),
        ({"status": 200, "json": {"errorCode": 503}}, ApiUnavailable),
        ({"status": 200, "json": {"errorCode": "4019999"}}, AuthenticationRequired),
    ],
)
def test_every_bad_answer_to_a_read_becomes_one_api_error(errors_of, api, answer, raised):
    error = errors_of("GET", PROFILE, api.profile, **answer)

    assert type(error) is raised
    assert error.call == "GET /rest/u/myprofile"
    assert error.http_status == answer["status"]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (
            {"status": 500, "json": {"message": "Max user registration capacity reached"}},
            ApiInvalidResponse,
        ),
        ({"status": 502, "body": GATEWAY}, ApiInvalidResponse),
        ({"status": 503, "body": GATEWAY}, ApiUnavailable),
        ({"status": 429, "json": {"message": "capacity"}}, ApiUnavailable),
        ({"status": 500, "json": {"errorCode": "4068910"}}, ApiRefused),
        ({"body": requests.ReadTimeout()}, ApiUnreachable),
        ({"body": requests.exceptions.ChunkedEncodingError()}, ApiUnreachable),
    ],
)
def test_trouble_upstream_is_no_clear_refusal_of_a_join(errors_of, api, answer, raised):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert type(error) is raised


@pytest.mark.parametrize(
    ("body", "said", "code"),
    [
        ({"errorMessage": "No.", "message": "Never."}, "No.", "406"),
        ({"errorMessage": "", "message": None, "developerMessage": "No."}, "No.", "406"),
        ({"code": 4068888, "error": "No."}, "No.", "4068888"),
        ({"error": {"message": "No.", "code": "4068888"}}, "No.", "4068888"),
        ([{"errorCode": " 4068888 ", "message": "No."}], "No.", "4068888"),
        ({"errors": [{"message": "No."}]}, "No.", "406"),
        ("No.", "No.", "406"),
        ({"message": "<b onclick='x'>No.</b>\x00\n <br/> Sorry"}, "No. Sorry", "406"),
        ({"message": "No. " * 500}, ("No. " * 500)[:300].strip(), "406"),
        ({"message": ["No."], "errorCode": True}, "", "406"),
        ([], "", "406"),
    ],
)
def test_upstream_s_own_words_are_found_and_made_plain(errors_of, api, body, said, code):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=406, json=body)

    assert (error.upstream_message, error.code) == (said, code)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (406, '{"errorCode": "406", "errorMessage": "Max user registration capacity'),
        (406, '[{"errorCode": "406", "errorMe'),
        (406, GATEWAY),
        (200, "JoinToken=s3cret"),
        (200, '{"JoinToken": "s3cret'),
    ],
)
def test_what_is_no_sentence_is_not_shown_as_one(errors_of, api, status, body):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=status, body=body)

    assert error.upstream_message == ""
    assert "s3cret" not in str(error)


def test_an_error_in_a_list_s_envelope_is_a_failure(errors_of, api, berlin):
    body = {"recordsTotal": 0, "data": [], "error": "Database asleep"}

    error = errors_of("GET", LIST, lambda: api.all_workshops("demo", berlin), json=body)

    assert (type(error), error.upstream_message) == (ApiRefused, "Database asleep")


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [
        ("7", 7),
        ("-5", 0),
        ("999999999", 86_400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_busy_tells_how_long_upstream_wants_to_be_left_alone(errors_of, api, wish, seconds):
    headers = {"Retry-After": wish}

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=503, headers=headers)

    assert error.retry_after == seconds


def test_an_upstream_that_quotes_our_token_does_not_get_it_into_a_log(errors_of, api):
    answer = no(406, "406", f"Bad token {TOKEN}")

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert error.upstream_message == "Bad token …"
    assert TOKEN not in str(error) + repr(error)


def test_an_error_can_be_kept_and_read_again():
    error = ApiRefused(
        "PUT /x", reason=Reason.FULL, http_status=406, upstream_message="Full", seconds=0.2
    )

    again = pickle.loads(pickle.dumps(error))

    assert (again.reason, again.upstream_message, str(again)) == (
        Reason.FULL,
        "Full",
        "PUT /x: 406, Full",
    )


def test_one_except_clause_catches_them_all():
    kinds = {
        ApiUnreachable,
        ApiInvalidResponse,
        ApiUnavailable,
        ApiRefused,
        AuthenticationRequired,
        EndpointNotFound,
    }

    assert {kind for kind in kinds if issubclass(kind, ApiError)} == kinds
    assert {Reason[reason.name].value for reason in Reason} == {r.name.lower() for r in Reason}
