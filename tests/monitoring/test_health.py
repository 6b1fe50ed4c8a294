"""/healthz and /readyz: their reports, and the part that each room adds to them."""

import pytest
from django.test import Client

from portal.observability import findings, registry
from tests.support.attendee_client import read_list, visitor
from workshops.apps import worst_state

pytestmark = pytest.mark.django_db


def readyz():
    """(status, report) of /readyz."""
    response = Client().get("/readyz")
    return response.status_code, response.json()


@pytest.fixture
def no_sessions(settings):
    """A portal whose sessions do not work, although its database does."""
    settings.SESSION_ENGINE = "tests.monitoring.broken_sessions"


@pytest.fixture
def one_report(monkeypatch):
    """A registry that knows only what the test registers."""
    monkeypatch.setattr(registry, "_readiness", {})


def test_healthz_needs_neither_sessions_nor_the_cache(no_sessions, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert Client().get("/healthz").content == b"alive\n"


def test_readyz_reports_the_portal_and_the_workshops(sandbox):
    read_list(visitor(sandbox))

    assert readyz() == (
        200,
        {
            "ready": True,
            "sessions": True,
            "cache": True,
            "redis": "not used",
            "lists": "fine",
            "unclear_visibility": 0,
            "upstream": findings.worst(),
            "in_line": 0,
        },
    )


def test_readyz_says_what_any_process_found_out_and_names_no_event():
    findings.record("list_visibility", "missing", "demo")
    findings.record("list_visibility", "told", "other")
    findings.reset()  # as another process

    _, report = readyz()

    assert report["upstream"]["list_visibility"] == "missing"
    assert report["upstream"]["token"] == "unseen"
    assert "demo" not in str(report)


@pytest.mark.parametrize(
    ("problems", "state"),
    [
        ({}, "unseen"),
        ({"demo": ""}, "fine"),
        ({"demo": "", "other": "silent"}, "silent"),
        ({"demo": "refusing", "other": "silent"}, "refusing"),
        ({"demo": "refusing", "other": "broken"}, "broken"),
    ],
)
def test_of_several_lists_the_worst_state_stands(problems, state):
    assert worst_state(problems) == state


def test_a_report_that_needs_the_stores_is_null_while_they_do_not_work(no_sessions):
    status, report = readyz()

    assert (status, report["ready"], report["sessions"], report["cache"]) == (
        503, False, False, True,
    )  # fmt: skip
    assert (report["in_line"], report["lists"]) == (None, "unseen")


def test_a_portal_that_cannot_use_its_cache_is_not_ready(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    status, report = readyz()

    assert (status, report["cache"], report["in_line"]) == (503, False, None)


def test_readyz_asks_each_report_anew(one_report):
    answers = iter([1, 2])
    registry.readiness("count", lambda: next(answers))

    assert [readyz()[1]["count"] for _ in range(2)] == [1, 2]


def test_a_gauge_has_one_series_or_one_for_each_value_of_its_label(monkeypatch):
    monkeypatch.setattr(registry, "_gauges", {})
    registry.gauge("single", lambda: 7)
    registry.gauge("by_event", lambda: {"demo": 1, "other": 2}, label="event")

    assert registry.read_gauges() == {
        ("single", ()): 7,
        ("by_event", (("event", "demo"),)): 1,
        ("by_event", (("event", "other"),)): 2,
    }
