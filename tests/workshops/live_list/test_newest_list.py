"""Two looks one after the other never show a list older than the one before."""

import json

import pytest
from django.core.cache import cache

from tests.support.attendee_client import FRAGMENT, HTMX, LIST, visitor
from tests.support.html_page import Page
from tests.support.rsgi_client import CountingEntry
from workshops.catalogue import refresh
from workshops.live_list import etag

OLD, NEW, SOLDERING = "Soldering for first-timers", "Soldering for old hands", 11655


@pytest.fixture
def on(monkeypatch):
    """A function that goes on in the process of that name: each has a memory of its own."""
    memories = {"one": {}, "other": {}}

    def go_on(name):
        refresh.wait_for_refresh("demo")
        monkeypatch.setattr(refresh, "_snapshots", memories[name])
        monkeypatch.setattr(refresh.own_list, "_lists", type(refresh.own_list._lists)())

    go_on("one")
    return go_on


@pytest.fixture
def behind(on, ada, sandbox, later):
    """The other process has a list that the one has replaced since; the one goes on."""
    on("other")
    ada.get(LIST)
    on("one")
    ada.get(LIST)
    sandbox.change(SOLDERING, title=NEW)
    later(11)
    poll(ada)
    refresh.wait_for_refresh("demo")


def poll(browser, shown=""):
    return browser.get(FRAGMENT, headers=HTMX | ({"If-None-Match": shown} if shown else {}))


def looked(answer):
    """What the answer to a poll says beside the list."""
    return json.loads(answer.headers["HX-Trigger"])["looked"]


def test_a_page_of_a_process_that_is_behind_shows_the_newest_list(on, behind, ada):
    first = Page.of(ada.get(LIST)).words
    on("other")

    second = Page.of(ada.get(LIST)).words

    assert NEW in first
    assert NEW in second


def test_a_poll_at_a_process_that_is_behind_brings_the_newest_list(on, behind, ada):
    first = poll(ada)
    on("other")

    second = poll(ada, first.headers["ETag"])

    assert second.status_code == 304
    assert looked(second)["asOf"] >= looked(first)["asOf"]
    assert looked(second)["old"] is False


def test_without_the_newest_list_the_poll_says_that_its_list_is_old(on, behind, ada, sandbox):
    first = poll(ada)
    on("other")
    cache.clear()  # Redis is lost, and with it this test's session
    ada = visitor(sandbox)
    sandbox.fail("list", "delay", seconds=1)

    second = poll(ada, first.headers["ETag"])
    third = poll(ada, second.headers["ETag"])
    sandbox.clear_faults()
    refresh.wait_for_refresh("demo")
    fourth = poll(ada, third.headers["ETag"])

    assert [looked(each)["old"] for each in (second, third, fourth)] == [True, True, False]
    assert OLD in Page.of(second).words
    assert NEW in Page.of(fourth).words


def test_an_etag_from_the_future_makes_no_list_old(ada):
    shown = etag.parse(poll(ada).headers["ETag"])

    answer = poll(ada, str(shown._replace(fetched_ms=10**15)))

    assert answer.status_code == 304
    assert looked(answer)["old"] is False
    assert etag.parse(answer.headers["ETag"]).fetched_ms == shown.fetched_ms


@pytest.mark.django_db
def test_the_entry_tells_the_browser_how_new_the_list_is(on, ada, later):
    entry = CountingEntry()
    first = entry.get(ada).etag
    later(11)
    poll(ada)
    refresh.wait_for_refresh("demo")

    answer = entry.get(ada, If_None_Match=first)

    assert answer.status == 304
    renewed, before = etag.parse(answer.etag), etag.parse(first)
    assert renewed.fetched_ms >= before.fetched_ms + 11_000
    assert renewed.expires_ms == before.expires_ms
    assert entry.get(ada, If_None_Match=answer.etag).status == 304
    assert entry.django_calls == 1  # the first


@pytest.mark.django_db
def test_the_entry_leaves_a_browser_that_has_seen_a_newer_list_to_django(on, ada, settings, later):
    entry, settings.LIST_FRESH_SECONDS = CountingEntry(), 3600
    on("other")
    poll(ada)
    on("one")
    settings.LIST_FRESH_SECONDS = 2
    poll(ada)
    later(3)
    poll(ada)
    refresh.wait_for_refresh("demo")
    newest = entry.get(ada)
    on("other")

    answer = entry.get(ada, If_None_Match=newest.etag)

    assert answer.status == 304
    assert entry.django_calls == 2
    assert etag.parse(answer.etag).fetched_ms == etag.parse(newest.etag).fetched_ms
