"""A visitor whom two processes serve in turn never sees the list go back in time."""

import json
from itertools import cycle

import pytest
import requests

from tests.caching.test_redis_processes import (  # noqa: F401
    servers,
    shared_upstream,
    signed_in,
)
from tests.support.attendee_client import FRAGMENT, HTMX
from tests.support.processes import until

pytestmark = pytest.mark.processes
LOOKS = 120  # about one in 60 ms: several lists come and go meanwhile


class Visitor:
    """Polls two servers in turn, as one browser."""

    def __init__(self, portals, cookies):
        self.portals, self.cookies, self.etag = cycle(portals), cookies, ""
        self.looks = []

    def look(self):
        """Poll once; True when there were enough looks."""
        headers = HTMX | {"If-None-Match": self.etag}
        url = f"{next(self.portals).url}{FRAGMENT}"
        answer = requests.get(url, cookies=self.cookies, headers=headers, timeout=20)
        self.etag = answer.headers["ETag"]
        self.looks.append(json.loads(answer.headers["HX-Trigger"])["looked"])
        return len(self.looks) >= LOOKS


def test_over_two_processes_no_list_is_older_than_the_one_before(servers, shared_upstream):  # noqa: F811
    portals = servers["redis"]
    shared_upstream.reset()
    visitor = Visitor(portals, signed_in(portals[0], shared_upstream))

    until(visitor.look, lambda: "the looks took too long")

    told = [(look["asOf"], look["old"]) for look in visitor.looks]
    assert [as_of for as_of, _ in told] == sorted(as_of for as_of, _ in told)
    assert len({as_of for as_of, _ in told}) > 3
