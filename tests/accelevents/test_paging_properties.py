"""Whatever upstream does with `page` and `size`, the list is whole, and the calls are few."""

from collections import Counter

import responses
from hypothesis import given
from hypothesis import strategies as st

from portal.accelevents import Accelevents, Upstream
from portal.observability import registry
from tests.accelevents.paged_list import PagedList, sessions
from tests.accelevents.replies import BERLIN, ORIGIN, TOKEN, ids

round_sizes = st.integers(1, 12).map(lambda n: n * 10)
manners = st.fixed_dictionaries(
    {
        "cap": round_sizes | st.just(1000),
        "by_asked_size": st.booleans(),
        "largest": round_sizes,
        "refusal": st.sampled_from([(400, "{}"), (413, "<html>")]),
    }
)
surplus = st.none() | st.integers(0, 300)  # of recordsTotal over what the list holds


def read(count, more, manner):
    """(the list, the upstream that gave it) in a new process."""
    registry.reset_all()
    total = None if more is None else count + more
    with responses.RequestsMock(assert_all_requests_are_fired=False) as upstream:
        paged = PagedList(upstream, sessions(count), total=total, **manner)
        api = Accelevents(Upstream(ORIGIN, retries=0), TOKEN)
        return api.all_workshops("demo", BERLIN), paged


@given(count=st.integers(0, 400), more=surplus, manner=manners)
def test_every_workshop_is_read(count, more, manner):
    listed, _ = read(count, more, manner)

    assert ids(listed.workshops) == list(range(1, count + 1))
    assert listed.dropped == 0


@given(count=st.integers(0, 400), more=surplus, manner=manners)
def test_no_page_is_asked_for_more_than_twice_and_none_behind_the_end(count, more, manner):
    _, paged = read(count, more, manner)

    size = min(paged.sizes[-1], manner["cap"])
    assert max(Counter(paged.asked).values()) <= 2  # the second time without `expand`
    assert len(paged.asked) <= 8 + count // size + 2
