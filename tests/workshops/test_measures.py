"""/metrics: counts of all processes, for those who may read them."""

import pytest
from django.core.cache import cache
from django.test import Client

from portal import counts, metrics, neighbours
from tests.visits import FRAGMENT, HTMX, LIST, press, visitor

pytestmark = pytest.mark.django_db
KEY = "only-for-the-tests"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.METRICS_KEY = KEY
    counts.forget()


def measured(key=KEY):
    return Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})


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
    counts.count("portal_polls_total", answer="page")
    metrics.publish()
    neighbours.forget()
    counts.count("portal_polls_total", answer="page")

    assert 'portal_polls_total{answer="page"} 3' in measured().content.decode()


def test_labels_are_escaped():
    counts.count("odd", label='a"b\\c\nd')

    assert metrics.text(counts.counted()) == 'odd{label="a\\"b\\\\c\\nd"} 1\n'


def test_a_histogram_counts_into_every_bucket_that_is_large_enough():
    counts.observe("took", 0.2)

    told = metrics.text(counts.counted()).splitlines()
    assert 'took_bucket{le="0.1"} 1' not in told
    assert {'took_bucket{le="0.3"} 1', 'took_bucket{le="+Inf"} 1', "took_sum 0.2"} <= set(told)


def test_a_process_whose_counts_are_gone_from_the_cache_is_survived():
    metrics.publish()
    cache.delete(f"metrics:{neighbours.me()}")

    assert measured().status_code == 200
