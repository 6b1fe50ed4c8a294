"""The threads of pages while upstream is slow: some wait for it, the others go on answering."""

import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler

from portal.accelevents.waiting import permission
from portal.server.pools import Pools
from portal.server.rsgi import PortalApp
from tests.support.attendee_client import FRAGMENT, LIST, visitor
from tests.support.rsgi_client import Scope, limit, respond, respond_to_all, scope_of
from workshops.live_list import not_modified

pytestmark = pytest.mark.django_db
THREADS = 16  # of which 6 are for pages and 2 for polls
SLOW = 0.6  # seconds
TIMEOUT = 5  # seconds that a test waits before it fails


@pytest.fixture
def app(sandbox):  # the handler reads the settings of the sandbox
    return PortalApp(WSGIHandler(), not_modified, THREADS, 1000, limit())


@pytest.fixture
def ask(app, sandbox):
    """Asks for addresses at the same time, as one attendee; returns the responses."""
    ada = visitor(sandbox)
    return lambda addresses: respond_to_all(
        app, [scope_of(ada, path, HX_Request="false") for path in addresses]
    )


def statuses(responses):
    return sorted(each.status for each in responses)


def page(response):
    return dict(response.headers), response.body.decode()


def test_half_of_the_threads_for_pages_wait_and_the_rest_are_told_to_come_back(ask, sandbox):
    sandbox.fail("list", "delay", seconds=SLOW)

    *pages, index = ask([LIST] * 6 + ["/"])

    assert statuses(pages) == [200, 200, 200, 503, 503, 503]
    assert index.status == 200
    headers, words = page(max(pages, key=lambda each: each.status))
    assert headers["Retry-After"] == "5"
    assert "Many people are waiting right now" in words
    assert "Try again in a few seconds." in words
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_polls_have_a_budget_of_their_own(ask, sandbox):
    sandbox.fail("list", "delay", seconds=SLOW)

    *pages, poll, other_poll = ask([LIST] * 3 + [FRAGMENT, FRAGMENT])

    assert statuses(pages) == [200, 200, 200]
    assert b"Many people are waiting" in poll.body + other_poll.body


def test_a_page_with_a_list_to_show_is_shown_without_what_is_slow(app, ask, sandbox):
    ask([LIST])
    sandbox.fail("mine", "delay", seconds=SLOW)
    before = sandbox.calls("mine")
    visitors = [visitor(sandbox, name) for name in ("ben", "rex", "lia", "omar", "noor", "leo")]

    scopes = [scope_of(each, LIST, HX_Request="false") for each in visitors]

    pages = respond_to_all(app, scopes)
    asked = sandbox.calls("mine") - before
    sandbox.clear_faults()
    [respond(app, scope) for scope in scopes]

    assert statuses(pages) == [200] * 6
    assert (asked, sandbox.calls("mine") - before) == (3, 6)


@pytest.mark.parametrize(
    ("scope", "threads", "waiting"),
    [
        (Scope("/"), 6, 3),
        (Scope(FRAGMENT), 2, 1),
        (Scope("/", method="POST"), 8, 8),
        (Scope("/static/js/countdown.js"), 2, 2),
    ],
)
def test_so_many_threads_of_a_pool_may_wait_at_once(scope, threads, waiting):
    pool = Pools(THREADS).for_request(scope, is_poll=not_modified.is_poll(scope))
    together = threading.Barrier(threads)

    def wait(_):
        with permission() as may_wait:
            together.wait(TIMEOUT)
            return may_wait

    assert sum(pool.map(wait, range(threads))) == waiting


@pytest.mark.parametrize("threads", [4, 5, 64])
def test_at_least_one_page_and_one_poll_may_wait(threads):
    pools = Pools(threads)

    def may_wait():
        with permission() as given:
            return given

    assert pools.for_request(Scope("/"), is_poll=False).submit(may_wait).result(TIMEOUT)
    assert pools.for_request(Scope(FRAGMENT), is_poll=True).submit(may_wait).result(TIMEOUT)
