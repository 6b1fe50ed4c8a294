"""The first pages of a long list are shown while the rest comes, never over a whole list."""

from dataclasses import replace

import pytest
from django.core.cache import cache

from portal.accelevents import workshop_lists
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, calls_made, visitor
from tests.support.html_page import Page
from tests.support.processes import until
from workshops.catalogue import fetch_lock, first_pages, refresh, shared_store
from workshops.catalogue.fetch_lock import FetchLock

LOADING = "Still loading"
WHOLE = 26  # workshops that everybody may see, on three pages of ten


@pytest.fixture
def ben(sandbox, settings):
    workshop_lists._page_sizes.set((settings.ACCELEVENTS.origin, "demo"), 10)
    return visitor(sandbox, "ben")


@pytest.fixture
def slow(sandbox, monkeypatch):
    """Upstream takes a moment for every page, and what has come is shown at once."""
    monkeypatch.setattr(first_pages, "AFTER_SECONDS", 0)
    sandbox.fail("list", "delay", seconds=1)
    return sandbox


def look(browser, address=LIST):
    """(how many workshops the list has, whether it says that it is still loading)."""
    page = browser.get(address, headers=HTMX if address == FRAGMENT else {})
    return page.content.count(b"<article"), LOADING in Page.of(page).words


def whole(browser):
    refresh.wait_for_refresh("demo")
    return look(browser, FRAGMENT)


def test_the_first_visitor_is_shown_the_first_page_and_then_the_whole_list(ben, slow):
    first = look(ben)

    assert 0 < first[0] < WHOLE
    assert first[1]
    assert whole(ben) == (WHOLE, False)


def test_a_list_that_comes_soon_is_shown_whole_at_once(ben):
    assert look(ben) == (WHOLE, False)


def test_polls_bring_page_after_page(ben, slow):
    first, _ = look(ben)
    slow.clear_faults()
    shown, is_loading = whole(ben)

    assert (first < shown, is_loading) == (True, False)
    assert shared_store.load_first_pages("demo") is None


def test_an_old_whole_list_is_not_replaced_by_first_pages(ben, slow, later):
    slow.clear_faults()
    look(ben)
    refresh.wait_for_refresh("demo")
    slow.clear_request_log()
    slow.fail("list", "delay", seconds=1)
    later(60)

    before = look(ben)
    until(lambda: calls_made(slow).count("list") > 1, lambda: "no second page is read")
    during = shared_store.load_first_pages("demo"), look(ben), look(ben, FRAGMENT)

    assert before == (WHOLE, False)
    assert during == (None, (WHOLE, False), (WHOLE, False))


def test_a_process_that_waits_for_anothers_fetch_shows_what_has_come(ben, monkeypatch):
    look(ben)
    known = shared_store.load("demo")
    cache.delete(f"{shared_store.list_name('demo')}:newest")
    refresh.reset()
    monkeypatch.setattr(fetch_lock, "LONGEST_WAIT_SECONDS", 0.1)
    other = FetchLock(shared_store.list_name("demo"))
    other.acquire()
    shared_store.save_first_pages(replace(known, workshops=known.workshops[:7], version="first"))

    meanwhile = look(ben)
    shared_store.save(known)
    other.release()

    assert meanwhile == (7, True)
    assert whole(ben) == (WHOLE, False)


def test_a_workshop_that_has_not_come_yet_is_not_said_not_to_exist(ben, slow):
    look(ben)

    page = ben.get("/e/demo/w/999999/")
    refresh.wait_for_refresh("demo")
    after = ben.get("/e/demo/w/999999/")

    assert (page.status_code, after.status_code) == (503, 404)
    assert Page.of(page).headline == "This workshop isn’t in the list yet"
    assert page.headers["Retry-After"] == "5"


def test_what_has_come_stays_while_the_rest_fails(ben, slow):
    slow.clear_faults()
    slow.fail("list", "503")
    slow.fail("list", "delay", times=1, seconds=0)  # the newest comes first
    look(ben)

    shown, is_loading = whole(ben)

    assert 0 < shown < WHOLE
    assert is_loading
    assert "Accelevents is very busy" in Page.of(ben.get(LIST)).words
