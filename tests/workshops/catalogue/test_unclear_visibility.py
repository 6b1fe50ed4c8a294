"""Workshops that do not say whether they are public: for those to whom upstream lists them."""

import pytest
from django.test import Client

from portal.observability import findings
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, page_of, visitor
from tests.support.html_page import Page
from tests.workshops.catalogue.replies import body, session
from workshops.catalogue import refresh

pytestmark = pytest.mark.django_db  # the page of a workshop looks for a check of the device
PLAIN, FIRST, SECOND = session(1, "Plain one"), session(2, "First", ""), session(3, "Second", "")
INVITED = session(4, "Invited only", "PRIVATE")
ALL = ["Plain one", "First", "Second", "Invited only"]


def list_to(sandbox, name, *sessions):
    """Let upstream list these sessions to this person."""
    sandbox.fail("list", "200", body=body(*sessions), attendee=f"{name}@example.org")


@pytest.fixture
def ada(sandbox):
    list_to(sandbox, "ada", PLAIN, FIRST, SECOND, INVITED)
    return visitor(sandbox, "ada")


@pytest.fixture
def ben(sandbox):
    list_to(sandbox, "ben", PLAIN, FIRST)
    return visitor(sandbox, "ben")


def titles(answer):
    words = Page.of(answer).words
    return [title for title in ALL if title in words]


def poll(browser):
    return browser.get(FRAGMENT, headers=HTMX)


def test_each_is_shown_what_was_listed_to_them(ada, ben, later):
    adas, bens = titles(ada.get(LIST)), titles(ben.get(LIST))
    later(11)
    poll(ben)  # now Ben's call brings the shared list
    refresh.wait_for_refresh("demo")

    assert adas == ALL
    assert bens == ["Plain one", "First"]
    assert titles(poll(ben)) == ["Plain one", "First"]
    assert "Second" not in titles(poll(ada))  # it is no longer there


def test_they_have_pages_and_no_word_about_an_invitation(ada, ben):
    ada.get(LIST)
    list_page = ben.get(LIST)

    pages = [ben.get(page_of(number)).status_code for number in (1, 2, 3, 4)]

    assert pages == [200, 200, 404, 404]
    assert "By invitation" not in Page.of(list_page).words


def test_they_cost_one_call_at_the_first_look_and_one_a_minute(ada, ben, sandbox, later):
    def after(seconds, *looks):
        """How often upstream was asked for a list once Ada has refreshed it, and Ben looked."""
        later(seconds)
        poll(ada)
        refresh.wait_for_refresh("demo")
        [look() for look in looks]
        refresh.wait_for_refresh("demo")
        return sandbox.calls("list")

    at_first = after(0, lambda: poll(ben), lambda: ben.get(LIST), lambda: poll(ben))
    soon = after(30, lambda: poll(ben), lambda: ben.get(LIST))
    by_polls = after(31, lambda: poll(ben))
    by_a_page = after(0, lambda: ben.get(LIST))

    assert at_first == 1 + 1
    assert soon == at_first + 1  # Ada's
    assert by_polls == soon + 1  # Ada's
    assert by_a_page == by_polls + 1  # Ben's, after a minute


def test_what_is_new_in_them_comes_with_the_shared_list(ada, ben, sandbox, later):
    ada.get(LIST)
    ben.get(LIST)
    list_to(sandbox, "ada", PLAIN, FIRST | {"title": "First, in hall 2"}, SECOND)
    later(11)
    poll(ada)
    refresh.wait_for_refresh("demo")

    assert "First, in hall 2" in Page.of(poll(ben)).words
    assert sandbox.calls("list") == 3


def test_where_upstream_tells_no_call_is_made_for_them(sandbox):
    pages = [visitor(sandbox, name).get(LIST).status_code for name in ("ada", "ben", "dan")]

    assert pages == [200] * 3
    assert sandbox.calls("list") == 1
    assert findings.found("list_visibility", "demo") == "told"


@pytest.mark.django_db
def test_they_are_counted_without_their_names(ada):
    ada.get(LIST)

    ready = Client().get("/readyz")

    assert ready.json()["unclear_visibility"] == 2
    assert "Second" not in ready.content.decode()
    assert findings.found("list_visibility", "demo") == "missing"


def test_while_an_own_list_cannot_be_had_they_are_not_shown(ada, ben, sandbox):
    list_to(sandbox, "ada", SECOND)
    ada.get(LIST)
    sandbox.fail("list", "500", attendee="ben@example.org")

    page = Page.of(ben.get(LIST))

    assert "Second" not in page.words
    assert "No workshops are open to you here" in page.words


def test_another_process_knows_what_was_listed(ada, ben, sandbox):
    ada.get(LIST)
    ben.get(LIST)
    refresh.reset()
    refresh.own_list.reset()

    assert titles(ben.get(LIST)) == ["Plain one", "First"]
    assert titles(ada.get(LIST)) == ALL
    assert sandbox.calls("list") == 2


def test_a_process_remembers_a_bounded_number_of_own_lists(ada, sandbox, monkeypatch):
    monkeypatch.setattr(refresh.own_list, "MAX_LISTS", 3)
    list_to(sandbox, "ada", FIRST)
    ada.get(LIST)

    pages = [visitor(sandbox, f"visitor-{number}").get(LIST).status_code for number in range(6)]

    assert pages == [200] * 6
    assert len(refresh.own_list._lists) == 3
