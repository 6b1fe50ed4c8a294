"""Which ticket types an attendee has: asked once for each sign-in, and never waited for."""

import pytest

from portal.env import TicketLimit
from tests.support.attendee_client import LIST, calls_made, page_of, visitor
from workshops.catalogue import ticket_types

pytestmark = pytest.mark.django_db
LETTERPRESS, SOLDERING = 11661, 11655  # for holders of the maker pass; for everybody
ASKED = ["orders", "order_tickets"]


@pytest.fixture(autouse=True)
def reading(no_detail_reader):
    """Details and ticket types are read."""
    no_detail_reader()


def calls(sandbox):
    return [call for call in calls_made(sandbox) if call.startswith("order")]


def type_row(browser, workshop):
    """What the page of a workshop says of the ticket type."""
    page = browser.get(page_of(workshop))
    return next(row for _words, row in page.context["readiness"] if row.question == "type")


def looked_twice(browser, workshop):
    browser.get(page_of(workshop))
    browser.get(page_of(workshop))
    ticket_types.wait()
    return type_row(browser, workshop)


def test_whose_type_is_named_is_told_so(sandbox):
    ada = visitor(sandbox)

    row = looked_twice(ada, LETTERPRESS)

    assert (row.level, row.text) == ("good", "Your ticket type is included: Maker pass.")


def test_whose_type_is_not_named_is_warned_and_never_kept_out(sandbox):
    row = looked_twice(visitor(sandbox, "ben"), LETTERPRESS)

    assert row.level == "warn"
    assert row.text == "For these ticket types: Maker pass. You bought: Standard."


def test_it_is_asked_for_once_whatever_pages_are_looked_at(sandbox):
    ada = visitor(sandbox)
    looked_twice(ada, LETTERPRESS)
    ada.get(LIST)
    ada.get(page_of(SOLDERING))

    assert calls(sandbox) == ASKED


def test_where_no_workshop_names_a_type_nothing_is_asked(sandbox):
    sandbox.change(LETTERPRESS, ticket_types=[])
    sandbox.change(11662, ticket_types=[])

    looked_twice(visitor(sandbox), LETTERPRESS)

    assert calls(sandbox) == []


@pytest.mark.parametrize("fault", ["404", "401", "503", "html", "empty", "reset"])
def test_what_upstream_does_not_tell_stays_unknown_and_is_not_asked_again_soon(sandbox, fault):
    sandbox.fail("orders", fault)
    ada = visitor(sandbox)

    looked_twice(ada, LETTERPRESS)
    asked = calls(sandbox)

    row = looked_twice(ada, LETTERPRESS)

    assert (row.level, row.text) == ("warn", "For these ticket types: Maker pass.")
    assert set(asked) == {"orders"}
    assert calls(sandbox) == asked
    assert ada.get(LIST).status_code == 200


def test_after_ten_minutes_it_is_asked_again(sandbox, later):
    sandbox.fail("orders", "503")
    ada = visitor(sandbox)
    looked_twice(ada, LETTERPRESS)
    sandbox.clear_faults()
    later(ticket_types.AGAIN_SECONDS + 1)

    assert looked_twice(ada, LETTERPRESS).level == "good"


def test_a_limit_by_ticket_type_counts_for_its_holders(sandbox, settings):
    settings.TICKET_LIMITS = {"demo": TicketLimit(None, {"standard": 2})}
    ben, ada = visitor(sandbox, "ben"), visitor(sandbox)
    looked_twice(ben, SOLDERING)
    looked_twice(ada, SOLDERING)

    assert b"This uses 1 of your 2 workshops." in ben.get(page_of(SOLDERING)).content
    assert b"This uses" not in ada.get(page_of(SOLDERING)).content
