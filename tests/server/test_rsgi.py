"""The entry for granian: which requests reach the WSGI application, how, and in which thread."""

import gc
import threading

import pytest
from django.urls import reverse

from portal.server.policies import STRICTEST
from portal.server.pools import STATIC_PATHS
from portal.server.rsgi import PortalApp, entry
from tests.support.rsgi_client import (
    Headers,
    NeverNotModified,
    Response,
    Scope,
    limit,
    respond,
    respond_to_all,
)

LIST = "/e/demo/list/"
TIMEOUT = 5  # seconds that a test waits before it fails
FORM = {"content-type": "application/x-www-form-urlencoded", "content-length": "7"}


@pytest.fixture
def environs():
    """The environs that the WSGI application was given, each with the name of its thread."""
    return []


@pytest.fixture
def app(environs):
    def wsgi(environ, start_response):
        environs.append(environ | {"thread": threading.current_thread().name})
        start_response("201 Created", [("X-Kind", "wsgi")])
        return iter([b"all ", b"of it"])

    return PortalApp(wsgi, NeverNotModified(), 4, 20, limit())


def test_the_response_of_the_wsgi_application_is_sent_whole(app):
    assert respond(app, Scope("/")) == Response(201, [("X-Kind", "wsgi")], b"all of it")


class AlwaysNotModified(NeverNotModified):
    def not_modified_headers(self, scope):
        return [("ETag", '"a"')]


def test_a_poll_answered_at_once_does_not_reach_the_application():
    app = PortalApp(pytest.fail, AlwaysNotModified(), 4, 20, limit())

    assert respond(app, Scope(LIST)) == Response(304, [("ETag", '"a"')])


def test_only_a_poll_is_answered_at_once():
    def wsgi(environ, start_response):
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    app = PortalApp(wsgi, AlwaysNotModified(), 4, 20, limit())

    assert respond(app, Scope("/e/demo/")).body == b"/e/demo/"
    assert respond(app, Scope(LIST, method="POST")).body == LIST.encode()


def test_an_address_arrives_as_wsgi_writes_it(app, environs):
    respond(app, Scope("/e/demo/ß", "q=%C3%9F", client="[::1]:50000", server="[::1]:8000"))

    assert environs[0]["PATH_INFO"] == "/e/demo/ß".encode().decode("latin-1")
    assert (environs[0]["QUERY_STRING"], environs[0]["SCRIPT_NAME"]) == ("q=%C3%9F", "")
    assert (environs[0]["REMOTE_ADDR"], environs[0]["SERVER_PORT"]) == ("::1", "8000")


@pytest.mark.parametrize(
    ("raw", "quoted"),
    [("q=€", "q=%E2%82%AC"), ("q=%E2%82%AC&a=b+c/?'", "q=%E2%82%AC&a=b+c/?'"), ("", "")],
)
def test_a_query_arrives_as_a_browser_would_quote_it(app, environs, raw, quoted):
    respond(app, Scope("/", raw))

    assert environs[0]["QUERY_STRING"] == quoted


def test_if_even_the_error_page_fails_the_response_has_its_policies(log):
    def wsgi(environ, start_response):
        raise ValueError("no template")

    response = respond(PortalApp(wsgi, NeverNotModified(), 4, 20, limit()), Scope("/a" * 1_000))

    assert response.status == 500
    assert set(dict(STRICTEST).items()) <= set(response.headers)
    assert dict(response.headers)["X-Request-ID"]
    assert ("no template" in log.text, "/a" * 101 in log.text) == (True, False)


def test_what_the_entry_answers_itself_bears_the_id_that_a_proxy_gave(app):
    probe = Scope("/healthz", headers=Headers({"x-request-id": "from-nginx.1"}))

    assert dict(respond(app, probe).headers)["X-Request-ID"] == "from-nginx.1"


def test_only_a_look_is_answered_by_the_entry(app):
    statuses = {
        method: respond(app, Scope("/healthz", method=method)).status
        for method in ("GET", "HEAD", "POST")
    }

    assert statuses == {"GET": 200, "HEAD": 200, "POST": 201}


def test_a_probe_reads_nothing_of_a_session(app, environs):
    cookie = Headers({"cookie": "a=1"})

    respond(app, Scope("/readyz", headers=cookie))
    respond(app, Scope("/", headers=cookie))

    assert ["HTTP_COOKIE" in environ for environ in environs] == [False, True]


def test_headers_arrive_under_their_wsgi_names(app, environs):
    given = {"accept": "text/html|*/*", "cookie": "a=1|b=2", "content-type": "text/plain"}

    respond(app, Scope("/", headers=Headers(given)))

    assert environs[0]["HTTP_ACCEPT"] == "text/html,*/*"
    assert environs[0]["HTTP_COOKIE"] == "a=1; b=2"
    assert environs[0]["CONTENT_TYPE"] == "text/plain"


def test_a_client_cannot_forge_a_header_that_only_a_proxy_may_set(app, environs):
    respond(app, Scope("/", headers=Headers({"x_forwarded_proto": "https", "x-real": "1"})))

    assert "HTTP_X_FORWARDED_PROTO" not in environs[0]
    assert environs[0]["HTTP_X_REAL"] == "1"


def test_a_body_arrives_whole_and_with_its_length(app, environs):
    respond(app, Scope("/", method="POST", headers=Headers(FORM)), b"way=", b"key")

    assert environs[0]["wsgi.input"].read() == b"way=key"
    assert environs[0]["CONTENT_LENGTH"] == "7"


def test_a_chunked_body_is_given_a_length_too(app, environs):
    chunked = Headers({"transfer-encoding": "chunked"})

    respond(app, Scope("/", method="POST", headers=chunked), b"way=", b"key")

    assert (environs[0]["wsgi.input"].read(), environs[0]["CONTENT_LENGTH"]) == (b"way=key", "7")


def test_a_body_that_is_too_large_is_refused_before_the_application_reads_it(app, environs):
    request = Scope("/", method="POST", headers=Headers(FORM))

    response = respond(app, request, b"x" * 15, b"x" * 6)

    assert (response.status, environs) == (413, [])


@pytest.mark.parametrize(("seconds", "status"), [(0.2, 408), (20, 201)])
def test_the_time_for_a_body_is_for_all_of_it(environs, app, seconds, status):
    app = PortalApp(app._wsgi, NeverNotModified(), 4, 20, limit(), body_seconds=seconds)
    request = Scope("/", method="POST", headers=Headers(FORM))

    assert respond(app, request, *[b"x"] * 7, pause=0.08).status == status


@pytest.mark.parametrize(
    ("method", "path", "pool"),
    [
        ("GET", LIST, "poll"),
        ("GET", f"/embed{LIST}", "poll"),
        ("GET", "/", "page"),
        ("HEAD", "/", "page"),
        ("POST", "/", "write"),
        ("POST", LIST, "write"),
        ("DELETE", "/", "write"),
        ("GET", "/static/css/base.css", "static"),
        ("HEAD", "/embed.js", "static"),
        ("GET", "/readyz", "probe"),
        ("POST", "/static/css/base.css", "write"),
        ("POST", "/readyz", "write"),
    ],
)
def test_polls_pages_and_requests_that_change_state_have_threads_of_their_own(
    app, environs, method, path, pool
):
    respond(app, Scope(path, method=method))

    assert environs[0]["thread"].startswith(f"{pool}_")


@pytest.mark.parametrize("threads", [4, 5, 64])
def test_a_poll_is_answered_however_many_pages_wait(threads):
    polled = threading.Event()

    def wsgi(environ, start_response):
        start_response("200 OK", [])
        {LIST: polled.set}.get(environ["PATH_INFO"], int)()
        return [b"in time" if polled.wait(TIMEOUT) else b"too late"]

    app = PortalApp(wsgi, NeverNotModified(), threads, 20, limit())
    pages = [Scope("/", method=method) for method in ("GET", "POST")] * threads

    assert {each.body for each in respond_to_all(app, [*pages, Scope(LIST)])} == {b"in time"}


def test_the_poll_responder_is_the_module_that_the_setting_names(settings, monkeypatch):
    monkeypatch.setattr("portal.server.rsgi.start_publisher", lambda: None)
    settings.POLL_RESPONDER = "tests.server.always_not_modified"

    app = entry()

    assert respond(app, Scope(LIST)) == Response(304, [("ETag", '"always"')])
    assert respond(app, Scope("/healthz")).body == b"alive\n"


def test_the_garbage_collector_skips_what_is_loaded_at_the_start(monkeypatch):
    monkeypatch.setattr("portal.server.rsgi.start_publisher", lambda: None)
    loaded = [object()]

    entry()

    assert not any(each is loaded for each in gc.get_objects())


def test_static_files_and_the_script_for_event_pages_have_threads_of_their_own(settings):
    assert (settings.STATIC_URL, reverse("embed_js")) == STATIC_PATHS
