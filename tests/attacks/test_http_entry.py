"""The HTTP entry: requests that no browser sends, bodies that break off, addresses of any bytes."""

import re
from functools import partial
from itertools import product

import pytest

from tests.attacks import raw_http
from tests.attacks.raw_http import request
from tests.attacks.site import INSIDE, PASSWORD, Site, is_signed_in
from tests.load.process_tree import tree
from tests.support.attendee_client import at_once
from tests.support.http_browser import Browser

pytestmark = pytest.mark.processes

MODES = ["", "/embed", "/connect"]
POLICIES = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"]
ODD_REQUESTS = {
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/1.0": b"GET / HTTP/1.0\r\n\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": request("GET / HTTP/9.9"),
    "absolute form": request("GET http://evil.example/e/demo/ HTTP/1.1"),
    "authority form": request("CONNECT evil.example:443 HTTP/1.1"),
    "asterisk": request("OPTIONS * HTTP/1.1"),
    "TRACE": request("TRACE / HTTP/1.1"),
    "unknown method": request("BREW / HTTP/1.1"),
    "%00": request("GET /e/demo/%00/ HTTP/1.1"),
    "%ff": request("GET /e/%ff%fe/ HTTP/1.1"),
    "surrogate": request("GET /e/%ed%a0%80/ HTTP/1.1"),
    "%0d%0a": request("GET /e/demo/%0d%0aSet-Cookie:a=b/ HTTP/1.1"),
    "dots": request("GET /static/../../portal.sqlite3 HTTP/1.1"),
    "encoded dots": request("GET /static/%2e%2e/%2e%2e/manage.py HTTP/1.1"),
    "backslash": request("GET /\\evil.example/ HTTP/1.1"),
    "two slashes": request("GET //evil.example/ HTTP/1.1"),
    "folded": request("GET / HTTP/1.1", "X-A: b\r\n c"),
    "NUL": request("GET / HTTP/1.1", "X-A: b\0c"),
    "bare CR": request("GET / HTTP/1.1", "X-A: b\rX-B: c"),
    "bare LF": b"GET / HTTP/1.1\nHost: localhost\n\n",
    "no UTF-8": b"GET /e/demo/?q=\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": request("GET / HTTP/1.1", "Host: evil.example"),
    "blank name": request("GET / HTTP/1.1", ": x"),
    "long header": request("GET / HTTP/1.1", "X-A: " + "a" * 300_000),
    "long address": request("GET /" + "a" * 70_000 + " HTTP/1.1"),
    "many headers": request("GET / HTTP/1.1", *[f"X-{n}: a" for n in range(500)]),
    "CL and TE": request(
        "POST /e/demo/sign-in/ HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked",
        body=b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ),
    "TE xchunked": request("POST / HTTP/1.1", "Transfer-Encoding: xchunked", body=b"0\r\n\r\n"),
    "two CL": request("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 2", body=b"ab"),
    "negative CL": request("POST / HTTP/1.1", "Content-Length: -1", body=b"a"),
    "hex CL": request("POST / HTTP/1.1", "Content-Length: 0x1", body=b"a"),
}  # fmt: skip


def answers_to_all(port: int) -> dict[str, bytes]:
    """What comes back for each odd request, all sent at the same time, within a second."""
    asked = [partial(raw_http.exchange, port, sent, seconds=1) for sent in ODD_REQUESTS.values()]
    return dict(zip(ODD_REQUESTS, at_once(asked), strict=True))


@pytest.fixture(scope="module")
def odd(running) -> dict[str, bytes]:
    """The answers by name; the same processes serve as before."""
    portal = running("redis").portal
    before = tree(portal.pid)
    found = answers_to_all(portal.port)
    assert tree(portal.pid) == before
    return found


def is_sane(answer: bytes) -> bool:
    """Whether no answer failed, came from a hidden request, or carries a hidden header."""
    harmless = all(200 <= status < 500 for status in raw_http.statuses(answer))
    return harmless and b"smuggled" not in answer and b"Set-Cookie: a" not in answer


@pytest.mark.parametrize("name", ODD_REQUESTS)
def test_an_odd_request_gets_a_sane_answer_or_none(odd: dict[str, bytes], name):
    assert is_sane(odd[name])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("query", [b"q=\xe2\x82\xac", b"q=%ff", b"q=%00", b"next=\xe2\x82\xac"])
def test_a_query_of_any_bytes_gets_a_page_with_all_its_policies(site: Site, mode, query):
    sent = request(f"GET {mode}/e/demo/sign-in/?X HTTP/1.1", "Connection: close")

    answer = raw_http.exchange(site.portal.port, sent.replace(b"X", query, 1))

    assert raw_http.statuses(answer)[0] < 500
    assert [policy for policy in POLICIES if policy.lower().encode() not in answer.lower()] == []


SEEN_BY_ALL = ["", "list/", "mine/", "mine.ics", "check/", "w/11655/", "w/11655.ics", "w/1/",
               "w/11655/join/", "w/11655/give-up/", "w/11655/room/", "w/11655/room/join/",
               "w/11655/room/leave/", "sign-in/", "sign-in/link/", "sign-in/link/x/", "embed/",
               "probe/", "checklist/", "hand-off/challenge/", "hand-off/claim/", "hand-off/code/",
               "hand-over/", "continue/", "continue/replace/", "brand/0a0a0a-0b0b0b.css",
               "nothing/"]  # fmt: skip
PATHS = [f"/e/demo/{path}" for path in SEEN_BY_ALL] + ["/", "/readyz", "/metrics", "/handoff/"]


def missing(answer) -> list[str]:
    """The policies that an answer lacks."""
    return [policy for policy in POLICIES if policy not in answer.headers]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("mode", MODES)
def test_no_address_fails_and_every_answer_has_its_policies(site: Site, mode, method):
    people = [site.visitor(), site.attendee()]

    answers = [one.ask(method, mode + path) for one, path in product(people, PATHS)]

    assert [each.url for each in answers if each.status_code >= 500] == []
    assert [each.url for each in answers if missing(each)] == []
    assert [each.url for each in answers if "X-Request-ID" not in each.headers] == []
    assert [each.url for each in answers if method == "HEAD" and each.content] == []


def test_static_files_and_refusals_of_the_entry_have_their_policies(site: Site):
    page = site.visitor().get("/e/demo/sign-in/").text
    style = site.visitor().get(re.search(r'href="(/static/[^"]+\.css)"', page)[1])
    large = site.visitor().ask("POST", "/e/demo/sign-in/", {"email": "x" * 3_000_000})

    assert (style.status_code, large.status_code) == (200, 413)
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    assert large.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in large.headers
    assert "Cross-Origin-Resource-Policy" in style.headers


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/portal.sqlite3", "/static/../manage.py", "/static/.env", "/admin/",
     "/__debug__/", "/patterns/", "/static/room/room.js.map", "/sandbox/", "/static//etc/passwd"],
)  # fmt: skip
def test_nothing_but_the_site_is_served(site: Site, path):
    assert site.visitor().get(path).status_code in {301, 404}


@pytest.mark.parametrize("ends", ["fin", "reset", "bad chunk", "fin in a chunk"])
def test_a_form_that_breaks_off_is_not_acted_upon(site: Site, ends):
    browser = site.visitor()
    browser.read_form_token("/e/demo/sign-in/")
    form = f"csrfmiddlewaretoken={browser.form_token}&way=password&email={browser.email}"
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    body = f"{form}&password={PASSWORD}".encode()
    length = {
        "fin": f"Content-Length: {len(body) + 10}",
        "reset": f"Content-Length: {len(body) + 9}",
    }
    chunk = b"%x\r\n%s\r\n" % (len(body), body) + {"bad chunk": b"zz\r\n"}.get(ends, b"9\r\nab")
    sent = request(
        "POST /e/demo/sign-in/ HTTP/1.1",
        f"Cookie: {cookies}",
        f"Origin: {site.portal.url}",
        "Content-Type: application/x-www-form-urlencoded",
        length.get(ends, "Transfer-Encoding: chunked"),
        host=f"localhost:{site.portal.port}",
        body=body if ends in length else chunk,
    )

    answer = raw_http.break_off(site.portal.port, sent, with_reset=ends == "reset")

    assert set(raw_http.statuses(answer)) <= {400}
    assert site.visitor().get("/healthz").status_code == 200
    assert site.sandbox.calls("login") == 0


def test_a_request_hidden_in_the_body_of_a_poll_is_not_answered(site: Site):
    attendee = site.attendee()
    tag = attendee.get("/e/demo/list/?").headers["ETag"]
    cookies = "; ".join(f"{name}={value}" for name, value in attendee.cookies.items())
    hidden = request("GET /healthz HTTP/1.1")
    sent = request(
        "GET /e/demo/list/? HTTP/1.1", f"Cookie: {cookies}", f"If-None-Match: {tag}",
        f"Content-Length: {len(hidden)}", host=f"localhost:{site.portal.port}", body=hidden,
    )  # fmt: skip

    answer = raw_http.exchange(site.portal.port, sent, seconds=1)

    assert len(raw_http.statuses(answer)) <= 1
    assert b"alive" not in answer


@pytest.mark.parametrize("header", ["X_Forwarded_Proto", "X_Forwarded_For", "X_Forwarded_Host"])
def test_a_header_with_underscores_counts_for_nothing(site: Site, header):
    sent = request("GET /e/demo/sign-in/ HTTP/1.1", f"{header}: https", "Connection: close")

    answer = raw_http.exchange(site.portal.port, sent)

    assert b"strict-transport-security" not in answer.lower()


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL"]
)
def test_a_forged_address_is_in_no_shared_page(site: Site, header):
    forger, reader = site.attendee(), site.attendee()

    forger.get("/e/demo/?q=forged", **{header.replace("-", "_"): "evil.example"})

    assert "evil.example" not in reader.get("/e/demo/?q=forged").text
    assert is_signed_in(reader)


def test_nobodys_name_is_in_somebody_elses_page(site: Site):
    people = [
        site.attendee(),
        site.attendee(email="ada@example.org"),
        site.attendee("/embed/e/demo/"),
    ]

    pages = [_page(one) for one in people for _ in range(3)]

    told = [("Ada Okafor" in page, "/embed/e/demo/w/" in page) for page in pages]
    assert told == [(False, False)] * 3 + [(True, False)] * 3 + [(False, True)] * 3


def _page(browser: Browser) -> str:
    """The list as this browser has it."""
    return browser.get(
        "/embed/e/demo/" if browser.headers.keys() >= INSIDE.keys() else "/e/demo/"
    ).text
