"""The shared list: no secrets in it, one for all processes, and never older than allowed."""

import pickle
from zoneinfo import ZoneInfo

import pytest
from django.core.cache.backends import locmem

from portal import events
from tests.support.attendee_client import (
    FRAGMENT,
    HTMX,
    LIST,
    calls_made,
    press,
    read_list,
    refreshed,
    visitor,
)
from tests.support.html_page import Page
from workshops.catalogue import refresh

pytestmark = pytest.mark.django_db  # joins take a lock in the database
OLD, SOLDERING = "Soldering for first-timers", 11655
HIDDEN, PRIVATE = "Backstage check", "Speakers' rehearsal room"
NOT_ANSWERING = "Accelevents isn’t responding"
UNUSABLE = "Accelevents sent a response we can’t use"


def shared_cache():
    """All that processes share of the list, pickled and unpickled, as text."""
    stored = [value for key, value in locmem._caches[""].items() if ":list:" in key]
    return repr(stored) + repr([pickle.loads(value) for value in stored])


def restart():
    """Start another process, which shares nothing but the cache with the one before."""
    refresh.wait_for_refresh("demo")
    refresh.reset()
    events.reset()


@pytest.mark.parametrize("names", [["rex"], ["ada"], ["sam", "rex"], ["eve", "rex"]])
def test_the_shared_list_holds_nothing_personal_private_or_hidden(sandbox, names):
    [press(visitor(sandbox, name), SOLDERING) for name in names]
    restart()
    [refreshed(visitor(sandbox, name)) for name in names]

    shared = shared_cache()

    assert OLD in shared
    assert "Whitfield" in shared
    tickets = [str(person.ticket) for person in sandbox.state.people.values() if person.ticket]
    secret = [*tickets, "@example.org", PRIVATE, PRIVATE.replace("'", "\\'"), "rehearsal", HIDDEN]
    assert [word for word in secret if word in shared] == []


def test_each_sees_their_own_private_workshop_beside_the_shared_ones(sandbox):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")

    assert PRIVATE in Page.of(ada.get(LIST)).words
    assert PRIVATE not in Page.of(ben.get(LIST)).words
    assert ada.get("/e/demo/w/11665/").status_code == 200
    assert ben.get("/e/demo/w/11665/").status_code == 404


def test_an_expired_sign_in_that_a_refresh_meets_ends_for_that_attendee_alone(sandbox, later):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")
    read_list(ada)
    sandbox.expire("ada")
    later(11)

    poll = ada.get(FRAGMENT, headers=HTMX)  # its answer may come before or after the refresh
    refresh.wait_for_refresh("demo")
    page = ada.get(LIST)

    told = poll.headers.get("HX-Redirect", page.url)
    assert told == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2F&over=1"
    assert page.url.startswith("/e/demo/sign-in/")
    assert OLD in read_list(ben)
    assert refresh.health() == {"demo": ""}


def test_the_next_attendee_fetches_the_list_that_an_expired_sign_in_could_not(sandbox):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")
    sandbox.expire("ada")

    assert ada.get(LIST).status_code == 303
    assert OLD in read_list(ben)


def test_an_event_with_five_hundred_workshops_is_whole(sandbox):
    browser = visitor(sandbox, event="big")

    answer = browser.get("/e/big/list/?q=500", headers=HTMX)

    assert "Workshop 500: a table of its own" in Page.of(answer).words
    assert answer.context["total"] == 500
    pages = [call.query["page"] for call in sandbox.request_log if call.call == "list"]
    assert pages == ["0", "1", "2", "3", "4"]  # behind the fifth the total is reached


def test_another_process_uses_the_list_that_is_there_and_knows_the_event(ada, sandbox):
    read_list(ada)
    restart()
    sandbox.clear_request_log()

    page = Page.of(ada.get(f"{LIST}?q=soldering"))

    assert OLD in page.words
    assert page.title == "Workshops · Demo Days"
    assert calls_made(sandbox) == ["mine"]


def test_after_a_restart_with_a_dead_upstream_the_last_list_is_there(ada, sandbox, later):
    read_list(ada)
    restart()
    sandbox.fail("*", "reset")
    later(3600)

    words = refreshed(ada)

    assert OLD in words
    assert "Accelevents isn’t responding" in words


def test_a_list_that_is_too_old_is_not_shown(ada, sandbox, settings, later):
    settings.LIST_KEEP_SECONDS = 60
    read_list(ada)
    sandbox.fail("list", "500")
    later(61)

    answer = ada.get(LIST)

    assert answer.status_code == 502
    assert UNUSABLE in Page.of(answer).words
    assert OLD not in Page.of(answer).words


def test_a_reader_after_a_long_idle_time_waits_for_a_new_list(ada, sandbox, settings, later):
    settings.LIST_KEEP_SECONDS = 60
    read_list(ada)
    later(3600)

    answer = ada.get(f"{FRAGMENT}?q=soldering", headers=HTMX)

    assert OLD in Page.of(answer).words
    assert answer.context["snapshot"].is_old is False


@pytest.mark.parametrize(
    ("kind", "options", "zone"),
    [
        ("200", {"body": {"name": "Demo Days"}}, "America/New_York"),
        ("200", {"body": {"equivalentTimeZone": "Mars/Olympus"}}, "America/New_York"),
        ("403", {}, "America/New_York"),
        ("404", {}, "America/New_York"),
        ("html", {}, "America/New_York"),
        ("200", {"body": {"equivalentTimeZone": "Asia/Tokyo"}}, "Asia/Tokyo"),
    ],
)
def test_times_are_read_by_the_zone_that_is_known(ada, sandbox, kind, options, zone):
    sandbox.fail("event", kind, **options)
    sandbox.fail("attendee", "404")

    answer = ada.get(f"{LIST}?q=soldering")

    place = zone.rpartition("/")[2].replace("_", " ")
    assert f"Times shown in {place} time" in Page.of(answer).words
    local = answer.context["snapshot"].find(SOLDERING).starts.astimezone(ZoneInfo(zone))
    assert f"{local:%Y/%m/%d %H:%M}" == sandbox.workshop(SOLDERING).starts


def test_the_settings_zone_wins(ada, settings):
    settings.ACCELEVENTS_TIME_ZONE = ZoneInfo("Asia/Tokyo")

    assert "Times shown in Tokyo time (JST)" in Page.of(ada.get(LIST)).words


@pytest.mark.parametrize(
    ("kind", "status", "headline"),
    [("500", 502, UNUSABLE), ("reset", 503, NOT_ANSWERING), ("503", 503, "is busy")],
)
def test_without_the_events_zone_no_list_is_shown_with_wrong_times(
    ada, sandbox, kind, status, headline
):
    sandbox.fail("event", kind)

    answer = ada.get(LIST)

    assert answer.status_code == status
    assert headline in Page.of(answer).words
    assert sandbox.calls("list") == 0


def test_a_failure_of_one_process_makes_the_others_back_off_too(sandbox, later):
    sandbox.fail("list", "500")
    pages = [Page.of(visitor(sandbox).get(LIST)).words]
    restart()
    pages += [Page.of(visitor(sandbox).get(LIST)).words]

    assert [UNUSABLE in words for words in pages] == [True, True]
    assert sandbox.calls("list") == 2  # without `expand` too

    sandbox.clear_faults()
    later(3)
    assert OLD in Page.of(visitor(sandbox).get(LIST)).words
