"""A sign-out that another process has seen: polls end within 30 seconds, all else at once."""

import time
from types import SimpleNamespace

import pytest

from portal.attendees import session_copies, session_store
from tests.support import memory_sessions
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, MINE, join_of, room_of
from tests.support.rsgi_client import CountingEntry
from workshops.live_list.etag import parse

SOLDERING = 11655
NOT_MODIFIED, GONE = 304, 200  # htmx is told by a header of a 200 to go to the sign-in page


@pytest.fixture
def wait(later, settings, monkeypatch):
    """A function that lets some seconds pass, for what this process has read too."""
    settings.LIST_FRESH_SECONDS = 3600  # else a list that is due would end an ETag first
    clock = SimpleNamespace(monotonic=time.time, time=time.time)
    monkeypatch.setattr(session_copies, "time", clock)
    monkeypatch.setattr(session_store, "time", clock)
    return later


@pytest.fixture
def entry(db, wait, ada):
    """The server's entry, which has just read Ada's session for a page."""
    entry = CountingEntry()
    entry.get(ada, LIST)
    return entry


def sign_out_elsewhere():
    """Delete the rows behind the back of this process."""
    memory_sessions.forget()


def is_signed_in(response):
    return "HX-Redirect" not in dict(response.headers)


def test_a_poll_takes_no_query_for_its_session_within_30_seconds(entry, ada, wait, monkeypatch):
    monkeypatch.delattr(memory_sessions.MemoryTable, "read")
    wait(20)  # the clock goes on, and a busy machine takes seconds

    assert is_signed_in(entry.get(ada))


def test_a_poll_reads_the_row_when_30_seconds_have_passed(entry, ada, wait):
    sign_out_elsewhere()
    wait(20)
    before = is_signed_in(entry.get(ada))
    wait(10)

    assert before
    assert not is_signed_in(entry.get(ada))


@pytest.mark.parametrize("address", [LIST, MINE, room_of(SOLDERING)])
def test_a_page_reads_the_row_at_once(entry, ada, address):
    sign_out_elsewhere()

    assert ada.get(address).status_code == 303


@pytest.mark.parametrize("address", [join_of(SOLDERING), f"{room_of(SOLDERING)}join/", FRAGMENT])
def test_a_post_reads_the_row_at_once(entry, ada, address, sandbox):
    sign_out_elsewhere()
    sandbox.clear_request_log()

    assert "sign-in" in str(ada.post(address, headers=HTMX).headers)
    assert sandbox.request_log == []


def test_copy_and_etag_do_not_add_up(entry, ada, wait):
    wait(25)
    etag = entry.get(ada).etag  # by the copy of 25 seconds ago
    sign_out_elsewhere()
    wait(4)
    before = entry.get(ada, If_None_Match=etag)
    wait(1.001)
    after = entry.get(ada, If_None_Match=etag)

    assert before.status == NOT_MODIFIED
    assert (after.status, is_signed_in(after)) == (GONE, False)


def test_an_etag_that_follows_a_read_lasts_30_seconds(entry, ada, wait):
    wait(31)

    etag = parse(entry.get(ada).etag)

    # Or when the list changes by itself, should that be sooner.
    latest = min(1000 * (time.time() + 30), etag.changes_ms)
    assert etag.expires_ms == pytest.approx(latest, abs=500)


def test_a_sign_out_here_ends_polls_at_once(entry, ada):
    cookies = ada.cookies.copy()
    ada.post("/e/demo/sign-out/")
    ada.cookies = cookies

    assert not is_signed_in(entry.get(ada))


def test_a_clock_that_is_set_back_prolongs_no_etag(entry, ada, wait):
    etag = entry.get(ada).etag
    entry.django_calls = 0
    wait(-3600)
    entry.get(ada, If_None_Match=etag)

    assert entry.django_calls == 1
