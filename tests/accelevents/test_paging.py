"""Every page of the list is read, and no page too many."""

from tests.accelevents.replies import LIST, session


def page_of(*numbers, total=None):
    return {"recordsFiltered": total, "data": [session(sessionId=n) for n in numbers]}


def ids(workshops):
    return [workshop.id for workshop in workshops]


def test_all_pages_are_read_and_the_first_of_an_id_stays(upstream, api, berlin):
    upstream.get(LIST, json=page_of(*range(1, 101), total=103))
    upstream.get(LIST, json=page_of(100, 101, 102, total=103))
    upstream.get(LIST, json=page_of(103, total=103))

    found = api.all_workshops("demo", berlin)

    assert ids(found) == list(range(1, 104))
    assert [call.request.params["page"] for call in upstream.calls] == ["0", "1", "2"]


def test_a_page_that_brings_nothing_new_is_the_last(upstream, api, berlin):
    upstream.get(LIST, json=page_of(1, 2, total=9))

    assert ids(api.all_workshops("demo", berlin)) == [1, 2]
    assert len(upstream.calls) == 2


def test_a_page_of_other_formats_does_not_end_the_list(upstream, api, berlin):
    meet_ups = [session(sessionId=n, format="MEET_UP") for n in range(1, 101)]
    upstream.get(LIST, json={"data": meet_ups})
    upstream.get(LIST, json=page_of(101))

    assert ids(api.all_workshops("demo", berlin)) == [101]


def test_an_endless_list_is_cut_after_fifty_pages(upstream, api, berlin):
    def page(request):
        first = 1 + 100 * int(request.params["page"])
        numbers = ",".join(f'{{"sessionId": {n}}}' for n in range(first, first + 100))
        return 200, {}, f"[{numbers}]"

    upstream.add_callback("GET", LIST, page)

    assert len(api.all_workshops("demo", berlin)) == 5000
    assert len(upstream.calls) == 50
