"""Several processes of the portal: one list fetch and one sign-in for all of them together."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from itertools import pairwise
from pathlib import Path

import pytest
import redis
import requests

from portal.sandbox.upstream import Sandbox
from tests.processes import Portal, free_port, until
from tests.visits import FRAGMENT, HTMX, LIST, at_once

WINDOW_SECONDS = 1  # LIST_FRESH_SECONDS of the portals here
SERVED = {"DJANGO_SETTINGS_MODULE": "tests.served"}


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of our own, which keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail("redis-server is missing: make test installs it, or apt-get install redis")
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    until(lambda: answers(url), lambda: "redis-server did not start")
    yield url
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def upstream_of_all() -> Iterator[Sandbox]:
    with Sandbox() as started:
        yield started


@pytest.fixture
def over_redis(upstream_of_all: Sandbox, redis_url: str, tmp_path: Path) -> Iterator[list[Portal]]:
    """Two servers, two processes each, which share a Redis and no file."""
    folders = [tmp_path / name for name in ("one", "two")]
    portals = [Portal(made(f), upstream_of_all.url, REDIS_URL=redis_url, **SERVED) for f in folders]
    at_once([portal.__enter__ for portal in portals])
    yield portals
    [portal.stop() for portal in portals]


@pytest.fixture
def over_sqlite(upstream_of_all: Sandbox, tmp_path: Path) -> Iterator[list[Portal]]:
    """One server, whose two processes share a database file."""
    with Portal(tmp_path, upstream_of_all.url, **SERVED) as portal:
        yield [portal]


@pytest.fixture
def portals(request: pytest.FixtureRequest, upstream_of_all: Sandbox) -> list[Portal]:
    """Fresh processes over the kind of store that the test names; upstream has heard nothing yet."""
    found: list[Portal] = request.getfixturevalue(request.param)
    upstream_of_all.reset()
    return found


def answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url).ping())
    except redis.ConnectionError:
        return False


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def signed_in(portal: Portal, sandbox: Sandbox) -> dict[str, str]:
    """The cookies of Ada's browser once she has signed in there, as a browser takes them."""
    person, browser = sandbox.world.person("ada"), requests.Session()
    browser.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("http", "https")))
    address = f"{portal.url}/e/demo/sign-in/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(address).text)[1]
    form = {"way": "password", "email": person.email, "password": person.password}
    answer = browser.post(address, form | {"csrfmiddlewaretoken": token}, allow_redirects=False)
    assert answer.headers["Location"] == LIST
    return browser.cookies.get_dict()


def look(portal: Portal, cookies: dict[str, str]) -> requests.Response:
    """A poll over a connection of its own, which any process of the server may take."""
    address = f"{portal.url}{FRAGMENT}?q=soldering"
    return requests.get(address, cookies=cookies, headers=HTMX, timeout=20)


def all_look(portals: list[Portal], cookies: dict[str, str], each: int) -> list[int]:
    """The statuses of so many polls of each server, all at once."""
    polls = [lambda portal=portal: look(portal, cookies) for portal in portals * each]
    return [answer.status_code for answer in at_once(polls)]


@pytest.mark.parametrize("portals", ["over_redis", "over_sqlite"], indirect=True)
def test_all_processes_together_fetch_one_list_in_a_window_and_know_one_sign_in(
    portals, upstream_of_all
):
    cookies = signed_in(portals[0], upstream_of_all)

    statuses = all_look(portals, cookies, each=12)
    until(
        lambda: all_look(portals, cookies, each=2) and upstream_of_all.calls("list") >= 3,
        lambda: "no further list was fetched",
    )

    assert set(statuses) == {200}
    fetches = [call.at for call in upstream_of_all.journal if call.call == "list"]
    gaps = [(after - before).total_seconds() for before, after in pairwise(fetches)]
    assert min(gaps) > WINDOW_SECONDS * 0.95
    assert upstream_of_all.calls("login") == 1
    assert "Soldering for first-timers" in look(portals[-1], cookies).text
