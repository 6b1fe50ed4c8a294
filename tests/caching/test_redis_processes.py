"""Several processes of the portal: one list fetch and one sign-in for all of them together."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise

import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import FRAGMENT, HTMX, at_once
from tests.support.processes import Portal, until
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes

WINDOW_SECONDS = 1  # LIST_FRESH_SECONDS of the portals here
SERVED = {"DJANGO_SETTINGS_MODULE": "tests.support.process_settings"}


@pytest.fixture(scope="module")
def shared_upstream() -> Iterator[FakeAccelevents]:
    with FakeAccelevents() as started:
        yield started


@pytest.fixture(scope="module")
def servers(
    shared_upstream: FakeAccelevents, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, list[Portal]]]:
    """Servers of two processes each, by store: two share Redis and database, one a SQLite file."""
    folder, url = tmp_path_factory.mktemp("portals"), shared_upstream.url
    over_sqlite = [Portal(folder, url, **SERVED)]
    with Redis() as redis, ExitStack() as stack:
        shared = SERVED | {"REDIS_URL": redis.url, "DATABASE_URL": f"sqlite:///{folder}/shared"}
        over_redis = [Portal(folder, url, **shared) for _ in range(2)]
        portals = [stack.push(portal) for portal in over_redis + over_sqlite]
        at_once([portal.__enter__ for portal in portals])
        yield {"redis": over_redis, "sqlite": over_sqlite}


def signed_in(portal: Portal, sandbox: FakeAccelevents, event: str = "demo") -> dict[str, str]:
    """The cookies of Ada's browser after sign-in there; it sends Secure ones over http."""
    person, address = sandbox.state.person("ada"), f"{portal.url}/e/{event}/sign-in/"
    page = requests.get(address, timeout=20)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = {"way": "password", "email": person.email, "password": person.password}
    form["csrfmiddlewaretoken"], cookies = token, page.cookies.get_dict()
    response = requests.post(address, form, cookies=cookies, allow_redirects=False, timeout=20)
    assert response.headers["Location"] == f"/e/{event}/"
    return response.cookies.get_dict()


def poll(portal: Portal, cookies: dict[str, str]) -> requests.Response:
    """A poll over a connection of its own, which any process of the server may answer."""
    address = f"{portal.url}{FRAGMENT}?q=soldering"
    return requests.get(address, cookies=cookies, headers=HTMX, timeout=20)


def poll_all(portals: list[Portal], cookies: dict[str, str], each: int) -> list[int]:
    """The statuses of `each` polls of every server, all at once."""
    polls = [lambda portal=portal: poll(portal, cookies) for portal in portals * each]
    return [response.status_code for response in at_once(polls)]


@pytest.mark.parametrize("store", ["redis", "sqlite"])
def test_all_processes_together_fetch_one_list_in_a_window_and_share_one_sign_in(
    servers, shared_upstream, store
):
    portals = servers[store]
    shared_upstream.reset()
    cookies = signed_in(portals[0], shared_upstream)

    statuses = poll_all(portals, cookies, each=10)
    until(
        lambda: poll_all(portals, cookies, each=2) and shared_upstream.calls("list") >= 2,
        lambda: "no further list was fetched",
    )

    assert set(statuses) == {200}
    fetches = [call.at for call in shared_upstream.request_log if call.call == "list"]
    gaps = [(after - before).total_seconds() for before, after in pairwise(fetches)]
    assert min(gaps) > WINDOW_SECONDS * 0.95
    assert shared_upstream.calls("login") == 1
    assert "Soldering for first-timers" in poll(portals[-1], cookies).text
