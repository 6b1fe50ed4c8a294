"""A client of a real server, and a call's error with its duration."""

import time

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import ApiError
from tests.accelevents.replies import TOKEN


def client_of(server, **limits):
    """The API in Ada's name at a RawServer; `limits` are further settings of Upstream."""
    settings = {"retry_delay": 0.0, "read_timeout": 5.0} | limits
    return Accelevents(Upstream(server.url, **settings), TOKEN)


def timed_error(call):
    """(the error of a call, how many seconds it took by the clock)."""
    started = time.monotonic()
    with pytest.raises(ApiError) as caught:
        call()
    return caught.value, time.monotonic() - started
