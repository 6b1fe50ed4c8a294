"""The page that lists the events: each by its name, also before anybody has signed in."""

from portal import events
from tests.support.html_page import Page


def words_of(client):
    return Page.of(client.get("/")).words


def test_the_events_stand_under_their_names_from_the_first_visit(client, sandbox):
    words = words_of(client)

    assert "Demo Days" in words
    assert sandbox.calls("event") == 2


def test_further_visits_ask_upstream_for_nothing(client, sandbox):
    words_of(client)
    words_of(client)

    assert sandbox.calls("event") == 2


def test_events_that_do_not_answer_are_named_by_their_address(client, sandbox, monkeypatch):
    monkeypatch.setattr(events, "TIMEOUT_SECONDS", 0.05)
    sandbox.fail("event", "503")

    words = words_of(client)

    assert "demo" in words
    assert "Demo Days" not in words
