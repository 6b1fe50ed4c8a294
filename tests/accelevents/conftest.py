"""Clients for the planned upstream of tests/conftest.py: of an attendee, of nobody, with a key."""

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import ApiError
from tests.accelevents.replies import API_KEY, BERLIN, ORIGIN, TOKEN

CALLS = {
    "unregister_call": "DELETE /rest/events/{event}/user-session/{session}",
    "status_call": "PUT /rest/events/{event}/user-session/{session}/status",
    "pause": 0.0,
}


@pytest.fixture
def api():
    """The API as Ada sees it."""
    return Accelevents(Upstream(ORIGIN, **CALLS), TOKEN)


@pytest.fixture
def nobody():
    """The API before anybody has signed in."""
    return Accelevents(Upstream(ORIGIN, **CALLS))


@pytest.fixture
def keyed():
    """The API as Ada's portal sees it when the organisation has given it a key."""
    return Accelevents(Upstream(ORIGIN, key=API_KEY, **CALLS), TOKEN)


@pytest.fixture
def errors_of(upstream):
    """What a call raises when `url` answers so: errors_of(method, url, call, **answer)."""

    def ask(method, url, call, **answer):
        upstream.add(method, url, **answer)
        with pytest.raises(ApiError) as caught:
            call()
        return caught.value

    return ask


@pytest.fixture
def berlin():
    """The zone in which the event's times are written."""
    return BERLIN
