"""/metrics: the counts of all processes, for callers with the key."""

from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from prometheus_client import parser

from portal.observability import counters, heartbeats, process_counts, prometheus
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, press, visitor

pytestmark = pytest.mark.django_db
KEY = "only-for-the-tests"


@pytest.fixture(autouse=True)
def metrics_key(settings):
    settings.METRICS_KEY = KEY


def get_metrics(key=KEY):
    return Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})


def lines():
    return get_metrics().content.decode().splitlines()


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_without_the_key_the_page_does_not_exist(key):
    assert get_metrics(key).status_code == 404


def test_without_a_key_in_the_settings_there_is_no_such_page(settings):
    settings.METRICS_KEY = ""

    assert get_metrics("").status_code == 404


def test_it_shows_polls_joins_and_upstream_calls(sandbox):
    ben = visitor(sandbox, "ben")
    ben.get(LIST)
    ben.get(FRAGMENT, headers=HTMX)
    press(ben, 11655)
    press(ben, 11660)

    shown = lines()

    assert 'portal_polls_total{answer="page",by_entry="no"} 1' in shown
    assert 'portal_polls_total{answer="list",by_entry="no"} 1' in shown
    assert 'portal_joins_total{outcome="let_in",reason="",step="join"} 1' in shown
    assert 'portal_joins_total{outcome="refused",reason="full",step="join"} 1' in shown
    register = "POST /rest/events/{event}/user-session/{session}"
    assert f'portal_upstream_calls_total{{call="{register}",status="ok"}} 1' in shown
    assert f'portal_upstream_seconds_count{{call="{register}"}} 2' in shown
    ages = [
        line for line in shown if line.startswith('portal_catalogue_age_seconds{event="demo"} ')
    ]
    assert len(ages) == 1
    assert "portal_gate_waiting 0" in shown
    assert "ben@example.org" not in "".join(shown)


def test_it_sums_over_processes_and_keeps_those_that_have_ended():
    counters.count("portal_polls_total", answer="page")
    process_counts.publish()
    heartbeats.reset()
    counters.count("portal_polls_total", answer="page")

    assert 'portal_polls_total{answer="page"} 3' in lines()


def test_only_who_is_signed_in_counts_as_a_session(sandbox, settings):
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    Client().get("/e/demo/sign-in/")
    before = lines()

    visitor(sandbox, "ben")

    assert ("portal_sessions 0" in before, "portal_sessions 1" in lines()) == (True, True)


def test_labels_are_escaped():
    counters.count("odd", label='a"b\\c\nd')

    assert prometheus.text(counters.snapshot()) == 'odd{label="a\\"b\\\\c\\nd"} 1\n'


def test_a_histogram_counts_in_every_bucket_that_is_large_enough():
    counters.observe("took", 0.2)

    shown = prometheus.text(counters.snapshot()).splitlines()
    assert 'took_bucket{le="0.1"} 1' not in shown
    assert {'took_bucket{le="0.3"} 1', 'took_bucket{le="+Inf"} 1', "took_sum 0.2"} <= set(shown)


def test_prometheus_can_read_it(sandbox):
    press(visitor(sandbox, "ben"), 11655)
    counters.count("portal_joins_total", 1_234_567, step="join", outcome="odd", reason='a"b\\c\nd')

    families = {
        family.name: family
        for family in parser.text_string_to_metric_families("\n".join(lines()) + "\n")
    }

    assert {name: family.type for name, family in families.items()} == {
        "portal_catalogue_age_seconds": "gauge",
        "portal_gate_waiting": "gauge",
        "portal_joins": "counter",
        "portal_processes": "gauge",
        "portal_redis_away": "gauge",
        "portal_sessions": "gauge",
        "portal_upstream_calls": "counter",
        "portal_upstream_seconds": "histogram",
    }
    assert all(family.documentation for family in families.values())
    samples = families["portal_joins"].samples
    odd = [sample for sample in samples if sample.labels["outcome"] == "odd"]
    assert [(sample.value, sample.labels["reason"]) for sample in odd] == [(1_234_567, 'a"b\\c\nd')]


def test_buckets_are_cumulative_and_in_order():
    observe_call = partial(counters.observe, "portal_upstream_seconds", call="GET /x")
    observe_call(0.05)
    observe_call(0.2)
    observe_call(2)
    observe_call(40)

    buckets = [line for line in lines() if line.startswith("portal_upstream_seconds_b")]

    assert [line.partition(',le="')[2] for line in buckets] == [
        '0.1"} 1', '0.3"} 2', '1"} 2', '3"} 3', '10"} 3', '+Inf"} 4',
    ]  # fmt: skip


def test_counts_do_not_fall_when_a_process_ends_and_another_begins():
    counters.count("portal_polls_total", 5, answer="page", by_entry="no")
    before = lines()
    heartbeats.reset()
    counters.reset()

    after = lines()

    line = 'portal_polls_total{answer="page",by_entry="no"} 5'
    assert (line in before, line in after) == (True, True)


def test_the_page_survives_a_process_whose_counts_the_cache_has_dropped():
    process_counts.publish()
    cache.delete(f"metrics:{heartbeats.process_name()}")

    assert get_metrics().status_code == 200
