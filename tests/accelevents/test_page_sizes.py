"""What upstream does not give in one page is asked for in smaller ones, and nothing is skipped."""

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import ApiInvalidResponse, ApiRefused
from portal.observability import findings
from tests.accelevents.paged_list import PagedList, sessions
from tests.accelevents.replies import GATEWAY, LIST, ORIGIN, TOKEN, ids, refusal

GIANT = "x" * 60_000


@pytest.fixture
def api():
    """The API in Ada's name, with little room for an answer."""
    return Accelevents(Upstream(ORIGIN, max_bytes=50_000, retries=0), TOKEN)


@pytest.mark.parametrize("answer", [(400, "{}"), (400, GATEWAY), (413, ""), (413, GATEWAY)])
def test_a_page_that_is_refused_is_asked_for_in_smaller_size(upstream, api, berlin, answer):
    paged = PagedList(upstream, sessions(123), largest=50, refusal=answer)

    listed = api.all_workshops("demo", berlin)

    assert ids(listed.workshops) == list(range(1, 124))
    assert listed.dropped == 0
    assert paged.asked == [(0, 100), (0, 100), (0, 50), (1, 50), (2, 50)]  # once without expand
    assert findings.found("list_pages", "demo") == "smaller"


def test_the_smaller_size_is_remembered_and_the_larger_tried_again_later(
    upstream, api, berlin, clock
):
    paged = PagedList(upstream, sessions(7), largest=20)

    api.all_workshops("demo", berlin)
    clock.move(400)
    api.all_workshops("demo", berlin)
    assert findings.found("list_pages", "demo") == "smaller"
    clock.move(201)
    paged.largest = 100
    api.all_workshops("demo", berlin)

    assert paged.sizes == [100, 100, 50, 50, 20, 20, 100]
    assert findings.found("list_pages", "demo") == "as_asked"


def test_a_size_that_is_refused_later_on_goes_on_where_the_list_was_left(upstream, api, berlin):
    long = {f"at_{n}": "x" * 3000 for n in range(51, 101)}
    paged = PagedList(upstream, sessions(130, **long), cap=50)

    listed = api.all_workshops("demo", berlin)

    assert ids(listed.workshops) == list(range(1, 131))
    assert paged.asked[:4] == [(0, 100), (1, 50), (5, 10), (6, 10)]  # 20 does not divide 50


def test_a_giant_among_the_workshops_costs_only_itself(upstream, api, berlin):
    paged = PagedList(upstream, sessions(43, at_17=GIANT))

    listed = api.all_workshops("demo", berlin)

    assert ids(listed.workshops) == [*range(1, 17), *range(18, 44)]
    assert listed.dropped == 1
    assert paged.sizes == [100, 50, 20, 10, 10, *[1] * 10, 10, 10, 10]


def test_a_giant_counts_towards_the_total(upstream, api, berlin):
    paged = PagedList(upstream, sessions(20, at_17=GIANT), total=20)

    api.all_workshops("demo", berlin)

    assert paged.sizes == [100, 50, 20, 10, 10, *[1] * 10]


def test_a_list_of_giants_is_given_up_soon(upstream, api, berlin):
    giants = {f"at_{n}": GIANT for n in range(1, 31)}
    paged = PagedList(upstream, sessions(30, **giants))

    with pytest.raises(ApiInvalidResponse):
        api.all_workshops("demo", berlin)

    assert paged.sizes == [100, 50, 20, 10, 1, 1, 1, 1]


def test_an_upstream_that_refuses_every_size_is_asked_for_each_once(upstream, api, berlin):
    paged = PagedList(upstream, sessions(3), largest=0)

    with pytest.raises(ApiRefused):
        api.all_workshops("demo", berlin)

    assert paged.sizes == [100, 100, 50, 50, 20, 20, 10, 10]  # each without expand too


@pytest.mark.parametrize(
    "answer",
    [refusal(400, "4040200", "Event Not Found"), refusal(403), {"status": 500}, {"status": 503}],
)
def test_no_other_failure_is_put_down_to_the_size(errors_of, upstream, api, berlin, answer):
    errors_of("GET", LIST, lambda: api.all_workshops("demo", berlin), **answer)

    assert {call.request.params["size"] for call in upstream.calls} == {"100"}
