"""Two processes of the portal read details together, at the pace of one."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import FRAGMENT, HTMX, LIST
from tests.support.processes import Portal, until

pytestmark = pytest.mark.processes
ENOUGH = 4  # details
SERVED = {"DJANGO_SETTINGS_MODULE": "tests.support.process_settings", "WORKERS": "2"}


@pytest.fixture
def portal(tmp_path) -> Iterator[Portal]:
    with FakeAccelevents() as upstream, Portal(tmp_path, upstream.url, **SERVED) as started:
        started.upstream = upstream
        yield started


def signed_in(portal: Portal) -> dict[str, str]:
    """The cookies of Ada's browser after sign-in; it sends Secure ones over http."""
    person, address = portal.upstream.state.person("ada"), f"{portal.url}/e/demo/sign-in/"
    page = requests.get(address, timeout=20)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = {"way": "password", "email": person.email, "password": person.password}
    form["csrfmiddlewaretoken"], cookies = token, page.cookies.get_dict()
    response = requests.post(address, form, cookies=cookies, allow_redirects=False, timeout=20)
    assert response.headers["Location"] == LIST
    return response.cookies.get_dict()


def test_two_processes_read_each_detail_once_at_one_call_a_second(portal):
    cookies = signed_in(portal)

    def poll():
        # Each over a connection of its own, which any process may answer.
        return requests.get(portal.url + FRAGMENT, cookies=cookies, headers=HTMX, timeout=20)

    until(lambda: poll() and portal.upstream.calls("detail") >= ENOUGH, lambda: portal.log_text)

    calls = [call for call in portal.upstream.request_log if call.call == "detail"]
    gaps = [(after.at - before.at).total_seconds() for before, after in pairwise(calls)]
    assert len({call.path for call in calls}) == len(calls)
    assert min(gaps) > 0.9
