"""Every page of the list is read, and not one page too many."""

import pytest

from portal.observability import findings
from tests.accelevents.paged_list import PagedList, sessions
from tests.accelevents.replies import LIST, ids, page_of, session

FULL = page_of(*range(1, 101))


def ids_of(api, berlin):
    return ids(api.all_workshops("demo", berlin).workshops)


def test_all_pages_are_read_and_the_first_of_each_id_counts(upstream, api, berlin):
    upstream.get(LIST, json=page_of(*range(1, 101), total=103))
    upstream.get(LIST, json=page_of(100, 101, 102, total=300))
    upstream.get(LIST, json=page_of(103, total=103))

    assert ids_of(api, berlin) == list(range(1, 104))
    assert [call.request.params["page"] for call in upstream.calls] == ["0", "1", "2"]
    assert findings.found("list_pages", "demo") == "as_asked"


@pytest.mark.parametrize(
    ("pages", "count"),
    [
        # The total is reached, on a full page and on a round one.
        ([page_of(*range(1, 101), total=100)], 100),
        ([page_of(*range(1, 21), total=20)], 20),
        # An empty page, and one with nothing new: the total counts what no page holds.
        ([FULL, page_of()], 100),
        ([page_of(*range(1, 101), total=128), page_of(total=128)], 100),
        ([page_of(*range(1, 21), total=28), page_of(total=28)], 20),
        ([FULL, FULL], 100),
        ([page_of(total=9)], 0),
        # A short page is the last, unless its length is round, so that it may be a cap.
        ([page_of(1, 2)], 2),
        ([page_of(1, 2, total=9)], 2),
        ([page_of(*range(1, 21)), page_of(21, 22)], 22),
        # A page that was filtered afterwards is short, and the total reaches beyond it.
        ([page_of(*range(1, 98), total=150), page_of(98, 99, total=150)], 99),
    ],
)
def test_the_list_ends_where_no_page_can_follow(upstream, api, berlin, pages, count):
    [upstream.get(LIST, json=page) for page in pages]

    assert ids_of(api, berlin) == list(range(1, count + 1))
    assert len(upstream.calls) == len(pages)


@pytest.mark.parametrize("total", [None, 123, 150])
@pytest.mark.parametrize("by_asked_size", [True, False])
def test_behind_a_capped_page_reading_goes_on_and_skips_nothing(
    upstream, api, berlin, by_asked_size, total
):
    paged = PagedList(upstream, sessions(123), cap=50, by_asked_size=by_asked_size, total=total)

    assert ids_of(api, berlin) == list(range(1, 124))
    assert paged.asked == [(0, 100), (1, 50), (2, 50)]
    assert findings.found("list_pages", "demo") == "capped"


@pytest.mark.parametrize("count", [10, 50, 100])
def test_a_list_of_a_round_length_is_no_sign_of_a_cap(upstream, api, berlin, count):
    paged = PagedList(upstream, sessions(count))

    assert len(ids_of(api, berlin)) == count
    assert len(paged.asked) == 2
    assert findings.found("list_pages", "demo") == "as_asked"


def test_a_page_of_other_formats_does_not_end_the_list(upstream, api, berlin):
    meet_ups = [session(sessionId=n, format="MEET_UP") for n in range(1, 101)]
    upstream.get(LIST, json={"data": meet_ups})
    upstream.get(LIST, json=page_of(101))

    assert ids_of(api, berlin) == [101]


def test_an_endless_list_is_cut_after_fifty_pages_and_the_log_says_so(upstream, api, berlin, log):
    paged = PagedList(upstream, sessions(6000))

    assert len(ids_of(api, berlin)) == 5000
    assert len(paged.asked) == 50
    assert "a list was cut after 50 pages" in log.text
