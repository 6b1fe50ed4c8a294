"""Sign-in and sign-out over real processes: what ends there has ended, and limits hold."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import repeat

import pytest
import requests

from portal.attendees.login_throttle import FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS
from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import LIST, at_once
from tests.support.processes import Portal
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes

SIGN_IN, SIGN_OUT = "/e/demo/sign-in/", "/e/demo/sign-out/"
IN_FLIGHT = ["/e/demo/continue/", SIGN_IN, "/e/demo/hand-off/code/", SIGN_OUT]
AT_ONCE = 64


@pytest.fixture(scope="module")
def shared_upstream() -> Iterator[FakeAccelevents]:
    with FakeAccelevents() as started:
        yield started


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as started:
        yield started


@pytest.fixture(scope="module")
def portals(shared_upstream, redis, tmp_path_factory) -> Iterator[dict[str, Portal]]:
    """Servers of two processes each, with Redis and without."""
    folder, url = tmp_path_factory.mktemp("portals"), shared_upstream.url
    served = partial(Portal, folder, url, DJANGO_SETTINGS_MODULE="tests.support.process_settings")
    with ExitStack() as stack:
        yield {
            "redis": stack.enter_context(served(REDIS_URL=redis.url)),
            "no redis": stack.enter_context(served()),
        }


@pytest.fixture(params=["redis", "no redis"])
def portal(request, portals, shared_upstream) -> Portal:
    shared_upstream.reset()
    portals[request.param].forget()
    return portals[request.param]


class Browser:
    """Cookies, which it sends over http too, and the form token of the last page."""

    def __init__(self, portal: Portal) -> None:
        self.url, self.cookies, self.token = portal.url, {}, ""

    def get(self, path: str) -> requests.Response:
        """Load a page; its cookies and its form token are kept."""
        page = self._send(requests.get, path)
        self.cookies |= page.cookies.get_dict()
        self.token = (re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page.text) or [""])[0]
        return page

    def post(self, path: str, **form: str) -> requests.Response:
        """Send a form; its response's cookies are not kept."""
        data = form | {"csrfmiddlewaretoken": self.token}
        return self._send(partial(requests.post, data=data), path)

    def sign_in(self, upstream: FakeAccelevents, name: str = "ada") -> "Browser":
        person = upstream.state.person(name)
        self.get(SIGN_IN)
        form = {"way": "password", "email": person.email, "password": person.password}
        self.cookies |= self.post(SIGN_IN, **form).cookies.get_dict()
        assert self.get(LIST).status_code == 200
        return self

    def is_signed_in(self) -> bool:
        """By the cookies that it had before it signed out, as a thief would have them."""
        return self._send(requests.get, LIST).status_code == 200

    def _send(self, method, path):
        headers = {"Origin": self.url}
        return method(
            self.url + path,
            cookies=self.cookies,
            headers=headers,
            allow_redirects=False,
            timeout=30,
        )


def test_a_sign_out_with_other_requests_in_flight_is_final(portal, shared_upstream):
    browsers = [Browser(portal).sign_in(shared_upstream) for _ in range(10)]

    at_once(partial(browser.post, path) for browser in browsers for path in IN_FLIGHT)

    assert [browser.is_signed_in() for browser in browsers] == [False] * 10


def test_a_sign_out_while_redis_is_away_is_final_when_it_is_back(portals, redis, shared_upstream):
    browser = Browser(portals["redis"]).sign_in(shared_upstream)
    redis.fall_silent()
    signed_out = browser.post(SIGN_OUT)
    redis.speak()

    assert signed_out.status_code == 303
    assert not browser.is_signed_in()


def test_a_redis_that_forgets_signs_nobody_out(portals, redis, shared_upstream):
    browser = Browser(portals["redis"]).sign_in(shared_upstream)

    redis.ask("FLUSHALL")

    assert browser.is_signed_in()


def test_of_many_guesses_at_once_four_reach_an_account(portal, shared_upstream):
    browser, guess = Browser(portal), {"way": "password", "email": "ada@example.org"}
    browser.get(SIGN_IN)

    answers = at_once(repeat(partial(browser.post, SIGN_IN, password="wrong", **guess), AT_ONCE))

    assert shared_upstream.calls("login") == FAILURES_PER_ACCOUNT
    assert sorted(each.status_code for each in answers)[:5] == [422] * 4 + [429]


def test_of_many_guesses_at_once_two_hundred_come_from_an_address(portal, shared_upstream):
    browser, tries = Browser(portal), FAILURES_PER_ADDRESS + 3 * AT_ONCE
    browser.get(SIGN_IN)
    guess = partial(browser.post, SIGN_IN, way="password", password="wrong")
    emails = [f"person{number}@example.org" for number in range(tries)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = [each.status_code for each in pool.map(lambda e: guess(email=e), emails)]

    calls = shared_upstream.calls("login")
    assert FAILURES_PER_ADDRESS <= calls < FAILURES_PER_ADDRESS + AT_ONCE
    assert statuses.count(429) == tries - calls
