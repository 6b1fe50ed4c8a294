"""/metrics: counts of all processes, for those who may read them."""

from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from prometheus_client import parser

from portal.observability import counters, heartbeats, prometheus
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, press, visitor

pytestmark = pytest.mark.django_db
KEY = "only-for-the-tests"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.METRICS_KEY = KEY
    counters.reset()


def measured(key=KEY):
    return Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})


def page():
    return measured().content.decode()


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_it_is_not_there_for_anybody_else(key):
    assert measured(key).status_code == 404


def test_without_a_key_in_the_settings_there_is_no_such_page(settings):
    settings.METRICS_KEY = ""

    assert measured("").status_code == 404


def test_it_tells_polls_joins_and_upstream_calls(sandbox):
    ben = visitor(sandbox, "ben")
    ben.get(LIST)
    ben.get(FRAGMENT, headers=HTMX)
    press(ben, 11655)
    press(ben, 11660)

    told = measured().content.decode().splitlines()

    assert 'portal_polls_total{answer="page",by_entry="no"} 1' in told
    assert 'portal_polls_total{answer="list",by_entry="no"} 1' in told
    assert 'portal_joins_total{outcome="let_in",reason="",step="join"} 1' in told
    assert 'portal_joins_total{outcome="refused",reason="full",step="join"} 1' in told
    register = "POST /rest/events/{event}/user-session/{session}"
    assert f'portal_upstream_calls_total{{call="{register}",status="ok"}} 1' in told
    assert f'portal_upstream_seconds_count{{call="{register}"}} 2' in told
    assert 'portal_catalogue_age_seconds{event="demo"} 0' in told
    assert "portal_gate_waiting 0" in told
    assert "ben@example.org" not in "".join(told)


def test_it_sums_over_processes_and_keeps_those_that_ended():
    counters.count("portal_polls_total", answer="page")
    prometheus.publish()
    heartbeats.reset()
    counters.count("portal_polls_total", answer="page")

    assert 'portal_polls_total{answer="page"} 3' in measured().content.decode()


def test_labels_are_escaped():
    counters.count("odd", label='a"b\\c\nd')

    assert prometheus.text(counters.snapshot()) == 'odd{label="a\\"b\\\\c\\nd"} 1\n'


def test_a_histogram_counts_into_every_bucket_that_is_large_enough():
    counters.observe("took", 0.2)

    told = prometheus.text(counters.snapshot()).splitlines()
    assert 'took_bucket{le="0.1"} 1' not in told
    assert {'took_bucket{le="0.3"} 1', 'took_bucket{le="+Inf"} 1', "took_sum 0.2"} <= set(told)


def test_prometheus_can_read_it(sandbox):
    press(visitor(sandbox, "ben"), 11655)
    counters.count("portal_joins_total", 1_234_567, step="join", outcome="odd", reason='a"b\\c\nd')

    families = {each.name: each for each in parser.text_string_to_metric_families(page())}

    assert {name: found.type for name, found in families.items()} == {
        "portal_catalogue_age_seconds": "gauge",
        "portal_gate_waiting": "gauge",
        "portal_joins": "counter",
        "portal_processes": "gauge",
        "portal_redis_away": "gauge",
        "portal_sessions": "gauge",
        "portal_upstream_calls": "counter",
        "portal_upstream_seconds": "histogram",
    }
    assert all(each.documentation for each in families.values())
    odd = [each for each in families["portal_joins"].samples if each.labels["outcome"] == "odd"]
    assert [(each.value, each.labels["reason"]) for each in odd] == [(1_234_567, 'a"b\\c\nd')]


def test_buckets_are_cumulative_and_in_order():
    for_a_call = partial(counters.observe, "portal_upstream_seconds", call="GET /x")
    for_a_call(0.05)
    for_a_call(0.2)
    for_a_call(2)
    for_a_call(40)

    told = [each for each in page().splitlines() if each.startswith("portal_upstream_seconds_b")]

    assert [line.partition(',le="')[2] for line in told] == [
        '0.1"} 1', '0.3"} 2', '1"} 2', '3"} 3', '10"} 3', '+Inf"} 4',
    ]  # fmt: skip


def test_counts_do_not_fall_when_a_process_ends_and_another_begins():
    counters.count("portal_polls_total", 5, answer="page", by_entry="no")
    before = page()
    heartbeats.reset()
    counters.reset()

    after = page()

    line = 'portal_polls_total{answer="page",by_entry="no"} 5'
    assert (line in before, line in after) == (True, True)


def test_a_process_whose_counts_are_gone_from_the_cache_is_survived():
    prometheus.publish()
    cache.delete(f"metrics:{heartbeats.process_name()}")

    assert measured().status_code == 200
