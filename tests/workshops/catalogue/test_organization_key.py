"""The organization’s key reads the shared list as long as its answers can be shared."""

from dataclasses import replace

import pytest

from portal.observability import findings
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, read_list, refreshed, visitor
from tests.support.html_page import Page
from tests.workshops.catalogue.replies import body, session
from workshops.catalogue import refresh, shared_store

OLD, HIDDEN, PRIVATE = "Soldering for first-timers", "Backstage check", "rehearsal room"
VISIBLE = {"status": "VISIBLE"}


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def give_key(settings, key):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, api_key=key)


@pytest.fixture
def with_key(settings, sandbox):
    """The portal is given the organization's key."""
    give_key(settings, sandbox.state.api_key)


@pytest.fixture
def with_wrong_key(settings, sandbox):
    """The portal is given a key that upstream does not know."""
    give_key(settings, "wrong-k3y")


@pytest.fixture
def without_status(sandbox, with_key):
    """The key's list has hidden workshops and does not say so; Ben's own has none."""
    shown, hidden = session(1, "Shown"), session(2, "Hidden")
    sandbox.fail("list", "200", body=body(shown, hidden))
    sandbox.fail("list", "200", body=body(shown), attendee="ben@example.org")
    sandbox.fail("list", "200", body=body(shown, hidden), attendee="eve@example.org")


def senders(sandbox):
    """Who made the calls for the list: the key or a token."""
    calls = [call for call in sandbox.request_log if call.call == "list"]
    return ["key" if "key" in call.headers else "token" for call in calls]


def test_what_the_key_reads_holds_only_visible_public_workshops_and_nothing_personal(
    ben, sandbox, with_key
):
    items = [
        session(1, "Shown", **VISIBLE, currentUserRegisteredEventTicketId=[4711]),
        session(2, "Hidden one", status="HIDDEN"),
        session(3, "Hidden by a flag", **VISIBLE, hideSessionFromAttendees=True),
        session(4, "Draft", status="DRAFT"),
        session(5, "Private one", "PRIVATE", **VISIBLE),
    ]
    sandbox.fail("list", "200", body=body(*items))

    ben.get(LIST)

    stored = shared_store.load("demo")
    assert [(each.title, each.ticket_ids) for each in stored.workshops] == [("Shown", ())]
    assert senders(sandbox) == ["key"]
    assert "authorization" not in sandbox.request_log[-2].headers  # the last call is for Ben's own
    assert findings.found("api_key") == "accepted"
    assert findings.found("list_status", "demo") == "told"


def test_an_organizers_look_lets_the_key_read_the_shared_list(sandbox, with_key):
    visitor(sandbox, "eve").get(LIST)

    assert OLD in repr(shared_store.load("demo").workshops)
    assert senders(sandbox) == ["key", "token"]  # the shared list, and Eve's own


def test_a_wrong_key_is_the_operators_trouble(ben, sandbox, with_wrong_key, log):
    page = Page.of(ben.get(LIST))

    assert OLD in page.words
    assert "does not give" not in page.words
    assert senders(sandbox) == ["key", "token"]
    assert findings.found("api_key") == "refused"
    errors = [record.getMessage() for record in log.records if record.levelname == "ERROR"]
    assert len(errors) == 1
    assert "ACCELEVENTS_API_KEY" in errors[0]
    assert "wrong-k3y" not in log.text


def test_what_the_key_may_not_know_of_the_event_is_asked_for_by_token(ben, sandbox, with_key):
    sandbox.fail("event", "403")
    told = {"name": "Demo Days", "equivalentTimeZone": "Asia/Tokyo"}
    sandbox.fail("event", "200", body=told, attendee="ben@example.org")

    words = Page.of(ben.get(LIST)).words

    assert "Times shown in Tokyo time (JST)" in words
    assert senders(sandbox) == ["key"]


def test_a_wrong_key_is_tried_again_after_ten_minutes_and_logged_once(
    ben, sandbox, with_wrong_key, later, log
):
    read_list(ben)
    ages = [(later(11), refreshed(ben)) for _ in range(3)]
    before = senders(sandbox)
    later(600)
    refreshed(ben)

    assert len(ages) == 3
    assert before == ["key", "token", "token", "token", "token"]
    assert senders(sandbox)[5:] == ["key", "token"]
    assert log.text.count("upstream refuses ACCELEVENTS_API_KEY") == 1


def test_a_key_that_works_again_is_used_again(ben, sandbox, settings, with_wrong_key, later):
    read_list(ben)
    give_key(settings, sandbox.state.api_key)
    later(601)
    refreshed(ben)

    assert senders(sandbox) == ["key", "token", "key"]
    assert findings.found("api_key") == "accepted"


def test_where_the_keys_list_does_not_say_what_is_hidden_a_token_reads_it(
    ben, sandbox, without_status, later, log
):
    first = Page.of(ben.get(LIST)).words
    later(11)
    ben.get(FRAGMENT, headers=HTMX)
    refresh.wait_for_refresh("demo")

    assert "Shown" in first
    assert "Hidden" not in first
    assert senders(sandbox) == ["key", "token", "token"]
    assert findings.found("list_status", "demo") == "missing"
    assert log.text.count("does not say which workshops are hidden") == 1


def test_a_key_that_cannot_tell_what_is_hidden_shares_nothing_by_an_organizer(
    ben, sandbox, without_status
):
    eves = Page.of(visitor(sandbox, "eve").get(LIST)).words

    assert "Hidden" in eves
    assert shared_store.load("demo") is None
    assert "Hidden" not in Page.of(ben.get(LIST)).words


def test_a_key_that_upstream_quotes_reaches_no_log(ben, sandbox, with_key, log):
    sandbox.fail("list", "406", times=2, text=f"Not with {sandbox.state.api_key}!")

    words = Page.of(ben.get(LIST)).words

    assert OLD in words
    assert "Not with …!" in log.text
    assert sandbox.state.api_key not in log.text


def test_the_key_signs_nobody_out(ben, sandbox, with_wrong_key):
    assert [ben.get(LIST).status_code for _ in range(2)] == [200, 200]
