"""Every bad answer leaves the client as one ApiError of the right class."""

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
from tests.accelevents.replies import GATEWAY, JOIN, LIST, PROFILE, TOKEN, refusal


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"status": 401, "json": {"errorCode": "4010101"}}, AuthenticationRequired),
        ({"status": 401, "body": ""}, AuthenticationRequired),
        ({"status": 401, "body": GATEWAY}, AuthenticationRequired),
        ({"status": 400, "json": {"errorCode": 4040100}}, AuthenticationRequired),
        ({"status": 403, "body": GATEWAY}, ApiInvalidResponse),
        ({"status": 404, "body": GATEWAY}, ApiInvalidResponse),
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
        ({"status": 200, "json": {"errorCode": "429"}}, ApiUnavailable),
        ({"status": 200, "json": {"errorCode": 500}}, ApiInvalidResponse),
        ({"status": 200, "json": {"errorCode": "4019999"}}, AuthenticationRequired),
    ],
)
def test_each_bad_answer_to_a_read_becomes_one_api_error(errors_of, api, answer, raised):
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
        ({"status": 429, "body": GATEWAY}, ApiUnavailable),
        ({"status": 429, "json": {"message": "capacity"}}, ApiUnavailable),
        ({"status": 500, "json": {"errorCode": "4068910"}}, ApiRefused),
        ({"body": requests.ReadTimeout()}, ApiUnreachable),
        ({"body": requests.exceptions.ChunkedEncodingError()}, ApiUnreachable),
    ],
)
def test_trouble_upstream_is_not_a_refusal_of_a_join(errors_of, api, answer, raised):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert type(error) is raised


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (refusal(429), 429),
        ({"status": 429, "body": GATEWAY}, 429),
        (refusal(200, "429"), 429),
        (refusal(200, 4290001), 429),
        (refusal(400, "429"), 429),
        (refusal(200, "503"), 503),
        (refusal(200, "500"), 500),
        (refusal(406, "4069999"), 406),
        ({"status": 302}, 302),
    ],
)
def test_the_status_that_counts_is_that_of_a_code_in_a_200(errors_of, api, answer, status):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert (error.status, error.http_status) == (status, answer["status"])


@pytest.mark.parametrize("status", [200, 400, 403, 404, 405, 406, 407, 500, 502])
def test_a_page_of_html_is_marked_as_one_whatever_its_status(errors_of, api, status):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=status, body=GATEWAY)

    assert (type(error), error.is_html) == (ApiInvalidResponse, True)


def test_a_page_with_a_401_is_marked_as_one_too(errors_of, api):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=401, body=GATEWAY)

    assert (type(error), error.is_html) == (AuthenticationRequired, True)


@pytest.mark.parametrize("answer", [{"body": "OK"}, {"status": 500, "json": {}}, {"status": 204}])
def test_any_other_unusable_answer_is_no_page(errors_of, api, answer):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert (type(error), error.is_html) == (ApiInvalidResponse, False)


@pytest.mark.parametrize(
    ("body", "message", "code"),
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
def test_upstreams_message_is_extracted_as_plain_text(errors_of, api, body, message, code):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=406, json=body)

    assert (error.upstream_message, error.code) == (message, code)


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
def test_a_body_that_is_not_a_sentence_is_not_shown_as_one(errors_of, api, status, body):
    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=status, body=body)

    assert error.upstream_message == ""
    assert "s3cret" not in str(error)


def test_an_error_in_the_envelope_of_a_list_is_a_failure(errors_of, api, berlin):
    body = {"recordsTotal": 0, "data": [], "error": "Database asleep"}

    error = errors_of("GET", LIST, lambda: api.all_workshops("demo", berlin), json=body)

    assert (type(error), error.upstream_message) == (ApiRefused, "Database asleep")


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
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
@pytest.mark.parametrize("status", [429, 503])
def test_unavailable_says_how_long_upstream_asks_us_to_wait(
    errors_of, api, status, retry_after, seconds
):
    answer = {"status": status, "headers": {"Retry-After": retry_after}}

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert type(error) is ApiUnavailable
    assert (error.http_status, error.retry_after) == (status, seconds)


def test_a_token_that_upstream_quotes_does_not_reach_the_log(errors_of, api):
    answer = refusal(406, "406", f"Bad token {TOKEN}")

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **answer)

    assert error.upstream_message == "Bad token …"
    assert TOKEN not in str(error) + repr(error)


def test_a_token_in_a_gateways_page_does_not_reach_the_log(errors_of, api):
    page = f"<p>Bad token {TOKEN}</p>"

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), status=502, body=page)

    assert error.detail == "HTML: '<p>Bad token …</p>'"
    assert TOKEN not in str(error) + repr(error)


def test_no_email_that_upstream_quotes_is_kept(errors_of, api):
    said = "o'neil+x@mail.example.org is ada@example.co.uk. See you @ noon"

    error = errors_of("PUT", JOIN, lambda: api.join("demo", 11655), **refusal(406, "406", said))

    assert error.upstream_message == "… is …. See you @ noon"


def test_an_error_survives_pickling():
    error = ApiRefused(
        "PUT /x", reason=Reason.FULL, http_status=406, upstream_message="Full", seconds=0.2
    )

    restored = pickle.loads(pickle.dumps(error))

    assert (restored.reason, restored.upstream_message, str(restored)) == (
        Reason.FULL,
        "Full",
        "PUT /x: 406, Full",
    )


def test_one_except_clause_catches_every_error():
    kinds = {
        ApiUnreachable,
        ApiInvalidResponse,
        ApiUnavailable,
        ApiRefused,
        AuthenticationRequired,
        EndpointNotFound,
    }

    assert {kind for kind in kinds if issubclass(kind, ApiError)} == kinds


def test_the_value_of_a_reason_is_its_name_in_lower_case():
    assert [reason.value for reason in Reason] == [reason.name.lower() for reason in Reason]
