"""What one process finds out about upstream shows in the others, and no request fails of it."""

import pytest
from django.core.cache import cache

from portal.observability import findings, shared_findings

DUMB = {"default": {"BACKEND": "tests.observability.broken_cache.BrokenCache"}}


def another_process():
    """Continue as a process that has just started."""
    findings.reset()


def test_a_finding_of_one_process_shows_in_another():
    findings.record("token", "bearer")
    findings.record("list_visibility", "missing", "demo")

    another_process()
    shared_findings.adopt()

    assert findings.found("token") == "bearer"
    assert findings.found("list_visibility", "demo") == "missing"
    assert findings.found("list_visibility", "other") == findings.UNSEEN


def test_the_last_change_of_any_process_counts():
    findings.record("register", "missing")
    another_process()
    shared_findings.adopt()
    findings.record("register", "confirmed")

    another_process()
    shared_findings.adopt()

    assert findings.found("register") == "confirmed"


def test_an_answer_that_was_taken_over_is_corrected_for_all_by_who_sees_another():
    findings.record("token", "raw")
    cache.set("findings:token:", "bearer")
    shared_findings.adopt()

    findings.record("token", "raw")

    assert (findings.found("token"), cache.get("findings:token:")) == ("raw", "raw")


def test_what_nobody_has_seen_for_a_day_is_forgotten(later):
    findings.record("token", "bearer")

    another_process()
    later(shared_findings.KEEP_SECONDS + 1)
    shared_findings.adopt()

    assert findings.found("token") == findings.UNSEEN


def test_only_events_that_are_served_and_known_words_are_taken_over():
    cache.set("findings:token:", "wet")
    cache.set("findings:times:elsewhere", "iso")

    shared_findings.adopt()

    assert findings.found("token") == findings.UNSEEN
    assert findings.found("times", "elsewhere") == findings.UNSEEN


@pytest.fixture
def no_cache(settings):
    """A portal whose cache raises at every call."""
    settings.CACHES = DUMB


def test_without_the_cache_a_finding_stands_in_its_own_process(no_cache):
    findings.record("token", "bearer")
    shared_findings.adopt()

    assert findings.found("token") == "bearer"


def test_a_call_that_misses_a_finding_does_not_look_again_at_once(monkeypatch):
    monkeypatch.setattr(shared_findings, "ADOPT_SECONDS", 60.0)
    shared_findings.adopt_unless_recent()
    cache.set("findings:token:", "bearer")

    shared_findings.adopt_unless_recent()

    assert findings.found("token") == findings.UNSEEN


def test_a_second_later_it_does(monkeypatch):
    shared_findings.adopt_unless_recent()
    cache.set("findings:token:", "bearer")
    monkeypatch.setattr(shared_findings, "ADOPT_SECONDS", 0.0)

    shared_findings.adopt_unless_recent()

    assert findings.found("token") == "bearer"
