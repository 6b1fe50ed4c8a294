"""The entry for granian: what reaches the plain application, and in which thread."""

import threading

import pytest

from portal.server.rsgi import PortalApp
from tests.support.rsgi_client import Answer, Headers, NoShortAnswer, Scope, answered, together

LIST = "/e/demo/list/"
PATIENCE = 5  # seconds that a test waits before it fails
FORM = {"content-type": "application/x-www-form-urlencoded", "content-length": "7"}


@pytest.fixture
def seen():
    """The environs that the plain application was given, with the name of its thread."""
    return []


@pytest.fixture
def entry(seen):
    def plain(environ, start_response):
        seen.append(environ | {"thread": threading.current_thread().name})
        start_response("201 Created", [("X-Kind", "plain")])
        return iter([b"all ", b"of it"])

    return PortalApp(plain, NoShortAnswer(), threads=4, most_bytes=20)


def test_the_answer_of_the_plain_application_goes_out_whole(entry):
    assert answered(entry, Scope("/")) == Answer(201, [("X-Kind", "plain")], b"all of it")


class AlwaysUnchanged(NoShortAnswer):
    def not_modified_headers(self, scope):
        return [("ETag", '"a"')]


def test_a_poll_answered_at_once_asks_no_application():
    entry = PortalApp(pytest.fail, AlwaysUnchanged(), threads=4, most_bytes=20)

    assert answered(entry, Scope(LIST)) == Answer(304, [("ETag", '"a"')])


def test_nothing_but_a_poll_is_answered_at_once(seen):
    def plain(environ, start_response):
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    entry = PortalApp(plain, AlwaysUnchanged(), threads=4, most_bytes=20)

    assert answered(entry, Scope("/e/demo/")).body == b"/e/demo/"
    assert answered(entry, Scope(LIST, method="POST")).body == LIST.encode()


def test_an_address_reaches_it_as_wsgi_writes_it(entry, seen):
    answered(entry, Scope("/e/demo/ß", "q=%C3%9F", client="[::1]:50000", server="[::1]:8000"))

    assert seen[0]["PATH_INFO"] == "/e/demo/ß".encode().decode("latin-1")
    assert (seen[0]["QUERY_STRING"], seen[0]["SCRIPT_NAME"]) == ("q=%C3%9F", "")
    assert (seen[0]["REMOTE_ADDR"], seen[0]["SERVER_PORT"]) == ("::1", "8000")


def test_headers_reach_it_under_their_names(entry, seen):
    told = {"accept": "text/html|*/*", "cookie": "a=1|b=2", "content-type": "text/plain"}

    answered(entry, Scope("/", headers=Headers(told)))

    assert (seen[0]["HTTP_ACCEPT"], seen[0]["HTTP_COOKIE"]) == ("text/html,*/*", "a=1; b=2")
    assert seen[0]["CONTENT_TYPE"] == "text/plain"


def test_no_header_passes_for_what_only_a_proxy_may_say(entry, seen):
    answered(entry, Scope("/", headers=Headers({"x_forwarded_proto": "https", "x-real": "1"})))

    assert "HTTP_X_FORWARDED_PROTO" not in seen[0]
    assert seen[0]["HTTP_X_REAL"] == "1"


def test_a_body_arrives_whole_and_counted(entry, seen):
    answered(entry, Scope("/", method="POST", headers=Headers(FORM)), b"way=", b"key")

    assert seen[0]["wsgi.input"].read() == b"way=key"
    assert seen[0]["CONTENT_LENGTH"] == "7"


def test_a_body_without_a_length_is_counted_too(entry, seen):
    chunked = Headers({"transfer-encoding": "chunked"})

    answered(entry, Scope("/", method="POST", headers=chunked), b"way=", b"key")

    assert (seen[0]["wsgi.input"].read(), seen[0]["CONTENT_LENGTH"]) == (b"way=key", "7")


def test_too_much_is_refused_before_anybody_reads_it(entry, seen):
    sent = Scope("/", method="POST", headers=Headers(FORM))

    answer = answered(entry, sent, b"x" * 15, b"x" * 6)

    assert (answer.status, seen) == (413, [])


@pytest.mark.parametrize(
    ("method", "path", "threads"),
    [
        ("GET", LIST, "polls"),
        ("GET", f"/embed{LIST}", "polls"),
        ("GET", "/", "pages"),
        ("HEAD", "/", "pages"),
        ("POST", "/", "doing"),
        ("POST", LIST, "doing"),
        ("DELETE", "/", "doing"),
    ],
)
def test_polls_pages_and_who_does_something_have_threads_of_their_own(
    entry, seen, method, path, threads
):
    answered(entry, Scope(path, method=method))

    assert seen[0]["thread"].startswith(threads)


@pytest.mark.parametrize("threads", [4, 5, 64])
def test_however_many_pages_wait_a_poll_is_answered(threads):
    polled = threading.Event()

    def plain(environ, start_response):
        start_response("200 OK", [])
        {LIST: polled.set}.get(environ["PATH_INFO"], int)()
        return [b"in time" if polled.wait(PATIENCE) else b"too late"]

    entry = PortalApp(plain, NoShortAnswer(), threads, most_bytes=20)
    pages = [Scope("/", method=method) for method in ("GET", "POST")] * threads

    assert {each.body for each in together(entry, [*pages, Scope(LIST)])} == {b"in time"}
