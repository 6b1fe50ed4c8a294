"""A list takes as long as it is allowed to: a page, its second try included, and all of it."""

import time
from functools import partial

import pytest

from portal.accelevents import workshop_lists
from portal.accelevents.exceptions import ApiError, ApiUnreachable
from tests.accelevents.paged_list import PagedList, sessions
from tests.accelevents.raw_socket_server import exactly, silent
from tests.accelevents.real_calls import client_of, timed_error
from tests.accelevents.replies import LIST


def slow_refusal(status):
    """An answer after 0.3 s: a client with 0.5 s for two calls gets it once."""

    def answer(server, connection):
        time.sleep(0.3)
        exactly(b"HTTP/1.1 %d No\r\n\r\n" % status)(server, connection)

    return answer


def test_each_page_is_reported(upstream, api, berlin):
    PagedList(upstream, sessions(223), largest=50)
    pages = []

    api.all_workshops(
        "demo",
        berlin,
        after_page=lambda read: pages.append((len(upstream.calls), len(read.workshops))),
    )

    # The refused one too, behind both of its calls.
    assert pages == [(2, 0), (3, 50), (4, 100), (5, 150), (6, 200), (7, 223)]


def test_a_list_that_takes_too_long_is_given_up(upstream, api, berlin, clock):
    paged = PagedList(upstream, sessions(5000))

    with pytest.raises(ApiUnreachable) as caught:
        api.all_workshops("demo", berlin, after_page=lambda _: clock.move(50))

    assert caught.value.detail == "the list took too long"
    assert len(paged.asked) == 3


def test_the_last_page_gets_only_what_is_left_of_the_time(serve, berlin, monkeypatch):
    monkeypatch.setattr(workshop_lists, "LIST_SECONDS", 0.3)
    api = client_of(serve(silent), retries=0)

    error, seconds = timed_error(lambda: api.all_workshops("demo", berlin))

    assert type(error) is ApiUnreachable
    assert seconds < 1


@pytest.mark.parametrize(
    ("status", "call"),
    [
        (400, lambda api, zone: api.workshops("demo", zone)),
        (400, lambda api, zone: api.my_workshops("demo", zone)),
        (400, lambda api, zone: api.workshop("demo", 11655, zone)),
        (401, lambda api, zone: api.confirm_token()),
    ],
)
def test_a_second_try_takes_only_what_the_first_has_left(serve, berlin, status, call):
    api = client_of(serve(slow_refusal(status)), retries=0, read_timeout=0.5)

    error, _ = timed_error(lambda: call(api, berlin))

    assert type(error) is ApiUnreachable  # and not the second refusal


def test_a_failure_is_not_reported_as_a_page(errors_of, api, berlin):
    call = partial(api.all_workshops, "demo", berlin, after_page=pytest.fail)

    assert isinstance(errors_of("GET", LIST, call, status=403), ApiError)
