import json
import logging
from logging.config import DictConfigurator

import pytest

from portal import settings
from portal.observability import request_id
from portal.observability.json_logging import JsonFormatter, RedactingFormatter, RequestIdFilter

KEY = "k3y-of-Ada"


def written(message, *args, failure=None):
    """The lines that the log would get; `failure` is as sys.exc_info() gives it."""
    record = logging.LogRecord("portal", logging.INFO, "", 1, message, args, failure)
    return RedactingFormatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/e/demo/sign-in/link/{KEY}/", "/e/demo/sign-in/link/…/"),
        (f"/e/demo/sign-in/link/{KEY}?x=1", "/e/demo/sign-in/link/…?x=1"),
        (f"/rest/u/loginUserByUserKey/{KEY}", "/rest/u/loginUserByUserKey/…"),
        (f"/rest/u/login/token/{KEY}", "/rest/u/login/token/…"),
    ],
)
def test_the_key_of_a_mailed_link_never_reaches_the_log(path, expected):
    assert written("Not Found: %s", path) == f"INFO Not Found: {expected}"
    assert written(f'"GET {path} HTTP/1.1" 404') == f'INFO "GET {expected} HTTP/1.1" 404'


def test_a_key_in_a_traceback_does_not_reach_the_log_either():
    error = ConnectionError(f"no route: https://api.test/rest/u/loginUserByUserKey/{KEY}")

    lines = written("failed", failure=(ConnectionError, error, None))

    assert lines == (
        "INFO failed\nConnectionError: no route: https://api.test/rest/u/loginUserByUserKey/…"
    )


def test_every_other_line_stays_as_it_is():
    assert written("GET %s took %d %%", "/e/demo/w/901/", 5) == "INFO GET /e/demo/w/901/ took 5 %"


def test_all_that_the_site_logs_is_written_so():
    line = DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["line"]
    )

    assert isinstance(line, RedactingFormatter)
    assert [handler["formatter"] for handler in settings.LOGGING["handlers"].values()] == ["line"]
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []


def test_a_line_is_one_json_object_with_request_and_rescue_code():
    record = logging.LogRecord("portal", 20, "", 1, "no entry rescue=K7F-2QM\nattendee=7", (), None)
    RequestIdFilter().filter(record)
    token = request_id.current.set("abc12345")
    RequestIdFilter().filter(record)
    request_id.current.reset(token)

    line = JsonFormatter().format(record)

    told = json.loads(line)
    assert "\n" not in line
    assert (told["request"], told["rescue"], told["level"]) == ("abc12345", "K7F-2QM", "INFO")
    assert told["message"] == "no entry rescue=K7F-2QM\nattendee=7"


def answered(**environ):
    """(the id in the answer's header, the id that was current meanwhile)."""
    seen, told = [], []

    def inner(environ, start_response):
        seen.append(request_id.current.get())
        start_response("200 OK", [])
        return []

    request_id.RequestIdMiddleware(inner)(environ, lambda status, headers: told.extend(headers))
    return dict(told)["X-Request-ID"], seen[0]


def test_every_answer_names_its_request():
    first, second = answered(), answered()

    assert first[0] == first[1]
    assert first != second


@pytest.mark.parametrize(
    ("given", "is_kept"), [("from-nginx.1", True), ("short", False), ('evil"\r\nX: 1', False)]
)
def test_an_id_from_the_proxy_is_kept_if_it_can_be_one(given, is_kept):
    assert (answered(HTTP_X_REQUEST_ID=given)[0] == given) is is_kept
