"""Several processes of the portal: one list fetch and one sign-in for all of them together."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise

import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, at_once
from tests.support.processes import Portal, until
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes

WINDOW_SECONDS = 1  # LIST_FRESH_SECONDS of the portals here
SERVED = {"DJANGO_SETTINGS_MODULE": "tests.support.process_settings"}


@pytest.fixture(scope="module")
def upstream_of_all() -> Iterator[FakeAccelevents]:
    with FakeAccelevents() as started:
        yield started


@pytest.fixture(scope="module")
def servers(
    upstream_of_all: FakeAccelevents, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, list[Portal]]]:
    """By store, servers of two processes each: two share a Redis and no file, one a SQLite file."""
    folder, url = tmp_path_factory.mktemp("portals"), upstream_of_all.url
    over_sqlite = [Portal(folder, url, **SERVED)]
    with Redis() as redis, ExitStack() as stack:
        over_redis = [Portal(folder, url, REDIS_URL=redis.url, **SERVED) for _ in range(2)]
        everyone = [stack.push(portal) for portal in over_redis + over_sqlite]
        at_once([portal.__enter__ for portal in everyone])
        yield {"redis": over_redis, "sqlite": over_sqlite}


def signed_in(portal: Portal, sandbox: FakeAccelevents) -> dict[str, str]:
    """The cookies of Ada's browser once she has signed in there; it takes Secure ones over http."""
    person, address = sandbox.state.person("ada"), f"{portal.url}/e/demo/sign-in/"
    page = requests.get(address, timeout=20)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = {"way": "password", "email": person.email, "password": person.password}
    form["csrfmiddlewaretoken"], cookies = token, page.cookies.get_dict()
    answer = requests.post(address, form, cookies=cookies, allow_redirects=False, timeout=20)
    assert answer.headers["Location"] == LIST
    return answer.cookies.get_dict()


def look(portal: Portal, cookies: dict[str, str]) -> requests.Response:
    """A poll over a connection of its own, which any process of the server may take."""
    address = f"{portal.url}{FRAGMENT}?q=soldering"
    return requests.get(address, cookies=cookies, headers=HTMX, timeout=20)


def all_look(portals: list[Portal], cookies: dict[str, str], each: int) -> list[int]:
    """The statuses of so many polls of each server, all at once."""
    polls = [lambda portal=portal: look(portal, cookies) for portal in portals * each]
    return [answer.status_code for answer in at_once(polls)]


@pytest.mark.parametrize("store", ["redis", "sqlite"])
def test_all_processes_together_fetch_one_list_in_a_window_and_know_one_sign_in(
    servers, upstream_of_all, store
):
    portals = servers[store]
    upstream_of_all.reset()
    cookies = signed_in(portals[0], upstream_of_all)

    statuses = all_look(portals, cookies, each=10)
    until(
        lambda: all_look(portals, cookies, each=2) and upstream_of_all.calls("list") >= 2,
        lambda: "no further list was fetched",
    )

    assert set(statuses) == {200}
    fetches = [call.at for call in upstream_of_all.request_log if call.call == "list"]
    gaps = [(after - before).total_seconds() for before, after in pairwise(fetches)]
    assert min(gaps) > WINDOW_SECONDS * 0.95
    assert upstream_of_all.calls("login") == 1
    assert "Soldering for first-timers" in look(portals[-1], cookies).text
