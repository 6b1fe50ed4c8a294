"""What one server of the portal finds out shows on /readyz of another."""

import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.caching.test_redis_processes import SERVED, signed_in
from tests.support.processes import Portal

pytestmark = pytest.mark.processes


def upstream_of(portal):
    """What /readyz of this server says was found out."""
    return requests.get(f"{portal.url}/readyz", timeout=20).json()["upstream"]


def test_servers_that_share_a_database_share_what_they_find_out(tmp_path):
    with FakeAccelevents() as sandbox, Portal(tmp_path, sandbox.url, **SERVED) as one:
        shared = {"DATABASE_URL": one.settings["DATABASE_URL"]}
        with Portal(tmp_path, sandbox.url, **SERVED, **shared) as other:
            before = upstream_of(other)

            signed_in(one, sandbox)

            after = upstream_of(other)

    assert (before["password_login"], after["password_login"]) == ("unseen", "works")
