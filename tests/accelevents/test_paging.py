"""Every page of the list is read, and not one page too many."""

from tests.accelevents.replies import LIST, ids, page_of, session


def test_all_pages_are_read_and_the_first_of_each_id_counts(upstream, api, berlin):
    upstream.get(LIST, json=page_of(*range(1, 101), total=103))
    upstream.get(LIST, json=page_of(100, 101, 102, total=103))
    upstream.get(LIST, json=page_of(103, total=103))

    workshops = api.all_workshops("demo", berlin).workshops

    assert ids(workshops) == list(range(1, 104))
    assert [call.request.params["page"] for call in upstream.calls] == ["0", "1", "2"]


def test_a_page_without_a_new_id_is_the_last(upstream, api, berlin):
    upstream.get(LIST, json=page_of(1, 2, total=9))

    assert ids(api.all_workshops("demo", berlin).workshops) == [1, 2]
    assert len(upstream.calls) == 2


def test_a_page_of_other_formats_does_not_end_the_list(upstream, api, berlin):
    meet_ups = [session(sessionId=n, format="MEET_UP") for n in range(1, 101)]
    upstream.get(LIST, json={"data": meet_ups})
    upstream.get(LIST, json=page_of(101))

    assert ids(api.all_workshops("demo", berlin).workshops) == [101]


def test_an_endless_list_is_cut_after_fifty_pages(upstream, api, berlin):
    def page(request):
        first = 1 + 100 * int(request.params["page"])
        numbers = ",".join(f'{{"sessionId": {n}}}' for n in range(first, first + 100))
        return 200, {}, f"[{numbers}]"

    upstream.add_callback("GET", LIST, page)

    assert len(api.all_workshops("demo", berlin).workshops) == 5000
    assert len(upstream.calls) == 50
