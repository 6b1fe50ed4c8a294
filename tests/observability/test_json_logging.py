import json
import logging
import sys
from logging.config import DictConfigurator

import pytest
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
)
from django.http.multipartparser import MultiPartParserError

from portal import settings
from portal.observability import request_id
from portal.observability.json_logging import JsonFormatter, RedactingFormatter, RequestIdFilter

KEY = "k3y-of-Ada"


def formatted(message, *args, failure=None):
    """The lines that reach the log; `failure` is what sys.exc_info() returns."""
    record = logging.LogRecord("portal", logging.INFO, "", 1, message, args, failure)
    return RedactingFormatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/e/demo/sign-in/link/{KEY}/", "/e/demo/sign-in/link/…/"),
        (f"/e/demo/sign-in/link/{KEY}?x=1", "/e/demo/sign-in/link/…?x=1"),
        (f"/rest/u/loginUserByUserKey/{KEY}", "/rest/u/loginUserByUserKey/…"),
        (f"/rest/u/login/token/{KEY}", "/rest/u/login/token/…"),
        (
            f"/e/demo/sign-in/?userKey={KEY}&eventUrl=demo",
            "/e/demo/sign-in/?userKey=…&eventUrl=demo",
        ),
        (f"/e/demo/sign-in/?next=/&USERKEY={KEY}", "/e/demo/sign-in/?next=/&USERKEY=…"),
        (f"/e/demo/sign-in/?accessToken={KEY}", "/e/demo/sign-in/?accessToken=…"),
        (f"/e/demo/sign-in/?token={KEY}", "/e/demo/sign-in/?token=…"),
    ],
)
def test_the_key_of_a_mailed_link_does_not_reach_the_log(path, expected):
    assert formatted("Not Found: %s", path) == f"INFO Not Found: {expected}"
    assert formatted(f'"GET {path} HTTP/1.1" 404') == f'INFO "GET {expected} HTTP/1.1" 404'


def test_a_key_in_a_traceback_does_not_reach_the_log_either():
    error = ConnectionError(f"no route: https://api.test/rest/u/loginUserByUserKey/{KEY}")

    lines = formatted("failed", failure=(ConnectionError, error, None))

    assert lines == (
        "INFO failed\nConnectionError: no route: https://api.test/rest/u/loginUserByUserKey/…"
    )


def test_every_other_line_stays_as_it_is():
    assert formatted("GET %s took %d %%", "/e/demo/w/901/", 5) == "INFO GET /e/demo/w/901/ took 5 %"


def test_all_log_lines_of_the_site_are_formatted_so():
    line = DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["line"]
    )

    assert isinstance(line, RedactingFormatter)
    assert [handler["formatter"] for handler in settings.LOGGING["handlers"].values()] == ["line"]
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []


def logged(message, **extra):
    """The record that a logger makes of a message, as the handler gets it."""
    logger = logging.getLogger("portal")
    record = logger.makeRecord("portal", logging.INFO, "", 1, message, (), None, extra=extra)
    RequestIdFilter().filter(record)
    return record


def test_a_line_is_one_json_object_with_request_id_and_support_code():
    token = request_id.current.set("abc12345")
    record = logged("no entry\nattendee=7", support_code="K7F-2QM")
    request_id.current.reset(token)

    line = JsonFormatter().format(record)

    fields = json.loads(line)
    assert "\n" not in line
    assert (fields["request"], fields["rescue"]) == ("abc12345", "K7F-2QM")
    assert (fields["level"], fields["message"]) == ("INFO", "no entry\nattendee=7")


@pytest.mark.parametrize("extra", [{}, {"support_code": ""}])
def test_a_line_without_a_support_code_has_no_field_for_one(extra):
    fields = json.loads(JsonFormatter().format(logged("rescue code K7F-2QM", **extra)))

    assert "rescue" not in fields


def request_ids(**environ):
    """(the id in the response's header, the id that was current meanwhile)."""
    current, headers = [], []

    def inner(environ, start_response):
        current.append(request_id.current.get())
        start_response("200 OK", [])
        return []

    application = request_id.RequestIdMiddleware(inner)
    application(environ, lambda status, given: headers.extend(given))
    return dict(headers)["X-Request-ID"], current[0]


def test_every_response_names_its_request():
    first, second = request_ids(), request_ids()

    assert first[0] == first[1]
    assert first != second


@pytest.mark.parametrize(
    ("given", "is_valid"), [("from-nginx.1", True), ("short", False), ('evil"\r\nX: 1', False)]
)
def test_a_valid_id_from_the_proxy_is_used(given, is_valid):
    assert (request_ids(HTTP_X_REQUEST_ID=given)[0] == given) is is_valid


def raised(error):
    """What sys.exc_info() returns where `error` is caught."""
    try:
        raise error
    except type(error):
        return sys.exc_info()


@pytest.mark.parametrize(
    "fault",
    [
        DisallowedHost("Invalid HTTP_HOST header: 'evil'"),
        RequestDataTooBig("too much"),
        PermissionDenied("not yours"),
        BadRequest("what?"),
        MultiPartParserError("no boundary"),
    ],
)
def test_the_fault_of_a_visitor_is_logged_without_a_traceback(fault):
    assert formatted("Bad Request: %s", "/", failure=raised(fault)) == "INFO Bad Request: /"


def test_a_fault_of_ours_is_logged_with_its_traceback():
    lines = formatted("failed", failure=raised(KeyError("zone")))

    assert "Traceback (most recent call last)" in lines
    assert lines.endswith("KeyError: 'zone'")


def test_a_record_stays_whole_for_other_handlers():
    record = logging.LogRecord("django.request", logging.INFO, "", 1, "%s", ("/" * 300,), None)
    RedactingFormatter().format(record)

    assert (record.args, record.msg) == (("/" * 300,), "%s")


@pytest.mark.parametrize(
    ("name", "message", "args", "chars"),
    [
        ("django.request", "Not Found: %s", ("/" + "a" * 5_000,), 212),
        ("django.security.DisallowedHost", "Invalid HTTP_HOST header: " + "a" * 5_000, (), 1_001),
        ("portal.accelevents", "%s", ("a" * 900,), 900),
        ("portal.accelevents", "%s", ("a" * 5_000,), 1_001),
    ],
)
def test_a_line_is_no_longer_than_it_need_be(name, message, args, chars):
    record = logging.LogRecord(name, logging.WARNING, "", 1, message, args, None)

    assert len(RedactingFormatter().format(record)) == chars


@pytest.mark.parametrize("sent", ["y" * 100_000, "\ny" * 5_000])
def test_a_traceback_that_quotes_what_was_sent_is_cut_too(sent):
    lines = formatted("failed", failure=raised(ValueError(sent)))

    assert len(lines) < 2_000
    assert lines.rstrip("…").endswith("y")


def test_a_key_that_is_cut_is_redacted_all_the_same():
    record = logging.LogRecord(
        "django.request", logging.INFO, "", 1, "%s", (f"/e/demo/sign-in/link/{KEY * 100}/",), None
    )

    assert RedactingFormatter().format(record) == "/e/demo/sign-in/link/…"
