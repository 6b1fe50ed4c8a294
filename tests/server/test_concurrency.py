"""What one sender has in the threads at once: the bound that the entry keeps."""

import threading

import pytest

from portal.server.concurrency import RUNNING, WAITING
from portal.server.policies import STRICTEST
from portal.server.rsgi import PortalApp
from tests.support.rsgi_client import Headers, NeverNotModified, Scope, limit, respond_to_all

MANY, THREADS = 20, 40
TIMEOUT = 5  # seconds that a test waits before it fails


def post(cookie: str, path: str = "/e/demo/w/1/join/", method: str = "POST") -> Scope:
    return Scope(path, method=method, headers=Headers({"cookie": cookie, "content-length": "0"}))


class Upstream:
    """A WSGI application whose requests all wait until somebody else's has been answered."""

    def __init__(self) -> None:
        self.release, self.lock = threading.Event(), threading.Lock()
        self.inside = self.most = self.total = 0

    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        with self.lock:
            self.total += 1
            self.inside += 1
            self.most = max(self.most, self.inside)
        {"/last": self.release.set}.get(environ["PATH_INFO"], int)()
        in_time = self.release.wait(TIMEOUT)
        with self.lock:
            self.inside -= 1
        return [b"in time" if in_time else b"too late"]


@pytest.fixture
def upstream():
    return Upstream()


@pytest.fixture
def answers(upstream):
    """Sends requests at once, and one of somebody else after them; all answers but the last."""
    app = PortalApp(upstream, NeverNotModified(), THREADS, 20, limit())
    return lambda scopes: respond_to_all(app, [*scopes, Scope("/last", method="POST")])[:-1]


def statuses(responses):
    return sorted(each.status for each in responses)


def test_of_one_session_two_run_four_wait_and_the_rest_are_refused(answers, upstream):
    found = answers([post("session=ada")] * MANY)

    assert statuses(found) == [200] * (RUNNING + WAITING) + [429] * (MANY - RUNNING - WAITING)
    assert {each.body for each in found if each.status == 200} == {b"in time"}
    assert upstream.most <= RUNNING + 1  # and the one that lets them go


def test_who_is_refused_is_told_when_to_come_back(answers):
    refused = [each for each in answers([post("session=ada")] * MANY) if each.status == 429]

    assert dict(refused[0].headers)["Retry-After"] == "2"
    assert set(STRICTEST) <= set(refused[0].headers)
    assert b"try again" in refused[0].body


@pytest.mark.parametrize(
    "scopes",
    [
        [post(f"session=person{number}") for number in range(MANY)],
        [post("session=ada", method="GET")] * MANY,
        [post("other=ada")] * MANY,
        [Scope("/e/demo/sign-in/", method="POST")] * MANY,
    ],
    ids=["of many people", "that read", "without a session", "without a cookie"],
)
def test_others_have_no_such_bound(answers, scopes):
    assert statuses(answers(scopes)) == [200] * MANY


@pytest.mark.parametrize(
    ("cookies", "path"),
    [
        ([f"session=junk{n}; session=ada" for n in range(MANY)], "/e/demo/w/1/join/"),
        ([f"framed=junk{n}; session=ada" for n in range(MANY)], "/e/demo/w/1/join/"),
        ([f"session=junk{n}; framed=ada" for n in range(MANY)], "/embed/e/demo/w/1/join/"),
        ([f"junk{n}=1|session=ada" for n in range(MANY)], "/e/demo/w/1/join/"),
        (["session=ada", 'session="ada"', 'session="\\141da"', " session = ada "] * 5, "/e/demo/"),
    ],
    ids=["sent twice", "of the frame", "in the frame", "in two headers", "quoted"],
)
def test_no_other_cookie_makes_another_sender(answers, cookies, path):
    found = answers([post(cookie, path) for cookie in cookies])

    assert statuses(found).count(200) == RUNNING + WAITING


def test_the_next_requests_have_their_slots_again(answers):
    answers([post("session=ada")] * MANY)

    assert statuses(answers([post("session=ada")] * 3)) == [200] * 3
