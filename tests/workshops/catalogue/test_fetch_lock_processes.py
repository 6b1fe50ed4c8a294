"""Processes with slow lists of many pages: never two of them read one list at once."""

import pytest
import requests

from tests.caching.test_redis_processes import (  # noqa: F401
    servers,
    shared_upstream,
    signed_in,
)
from tests.support.attendee_client import HTMX, at_once
from tests.support.processes import until

pytestmark = pytest.mark.processes
PAGES = 5  # of the event with five hundred workshops


@pytest.mark.parametrize("store", ["redis", "sqlite"])
def test_the_pages_of_two_fetches_never_mix(servers, shared_upstream, store):  # noqa: F811
    portals = servers[store]
    shared_upstream.reset()
    cookies = signed_in(portals[0], shared_upstream, "big")
    shared_upstream.fail("list", "delay", seconds=0.2)

    def poll(portal):
        """A poll over a connection of its own, which any process may answer."""
        url = f"{portal.url}/e/big/list/?q=500"
        return requests.get(url, cookies=cookies, headers=HTMX, timeout=20).status_code

    def have_read_two_lists():
        statuses.update(at_once([lambda each=each: poll(each) for each in portals * 4]))
        return shared_upstream.calls("list") >= 2 * PAGES

    statuses = set()
    until(have_read_two_lists, lambda: "no further list was fetched")

    [token] = shared_upstream.state.tokens  # of these portals, since the reset
    calls = [each for each in shared_upstream.request_log if each.call == "list"]
    pages = [int(each.query["page"]) for each in calls if each.headers["authorization"] == token]
    assert pages == [number % PAGES for number in range(len(pages))]
    assert statuses == {200}
