"""A portal that starts over the Redis of the release before this layout ignores its values."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
import redis
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.caching.test_old_release import OLD_PICKLES
from tests.caching.test_redis_processes import SERVED, signed_in
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, MINE, page_of
from tests.support.processes import Portal
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes
SOLDERING = 11655
ADDRESSES = ["/", LIST, FRAGMENT, MINE, page_of(SOLDERING), "/readyz", "/metrics"]
KEY = "only-for-the-tests-" + "k" * 32


@pytest.fixture(scope="module")
def upstream() -> Iterator[FakeAccelevents]:
    with FakeAccelevents() as started:
        yield started


def visit(folder: Path, upstream: FakeAccelevents, redis_url: str) -> tuple[list[int], str, str]:
    """(statuses of a visit, the list's HTML, the log) of a portal that starts and ends here."""
    settings = SERVED | {"REDIS_URL": redis_url, "METRICS_KEY": KEY, "WORKERS": "1"}
    headers = HTMX | {"Authorization": f"Bearer {KEY}"}
    with Portal(folder, upstream.url, **settings) as portal:
        cookies = signed_in(portal, upstream)
        responses = [
            requests.get(f"{portal.url}{address}", cookies=cookies, headers=headers, timeout=20)
            for address in ADDRESSES
        ]
    return [each.status_code for each in responses], responses[2].text, portal.log_text


def leave_old_values(client: redis.Redis) -> list[str]:
    """Replace every key of the new prefix by an old value under the old prefix; the old keys."""
    keys = [key.decode() for key in client.keys("portal2:*")]
    old_keys = [key.replace("portal2:", "portal:", 1) for key in keys]
    client.delete(*keys)
    client.mset(dict(zip(old_keys, cycle(OLD_PICKLES), strict=False)))
    return sorted(old_keys)


def test_over_redis_values_of_the_old_release_are_ignored(upstream, tmp_path):
    with Redis() as server, redis.Redis(port=server.port) as client:
        before = visit(tmp_path, upstream, server.url)
        old_keys = leave_old_values(client)

        after = visit(tmp_path, upstream, server.url)

        untouched = [client.get(key) in OLD_PICKLES for key in old_keys]
    assert before[0] == after[0] == [200] * len(ADDRESSES)
    assert "Soldering for first-timers" in before[1]
    assert "Soldering for first-timers" in after[1]
    assert "Traceback" not in after[2]
    assert len(old_keys) > 5
    assert set(untouched) == {True}
