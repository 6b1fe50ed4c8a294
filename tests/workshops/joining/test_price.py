"""What joining uses up of the ticket: said and confirmed first, where it is known."""

import pytest

from portal.env import TicketLimit
from tests.support.attendee_client import LIST, press, visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db
SOLDERING, PODCAST = 11655, 11679
PRICE = "This uses 1 of your 2 workshops. Once you enter, you can’t undo it."


def test_a_limit_of_the_operator_is_a_price_before_anything_was_refused(sandbox, settings):
    settings.TICKET_LIMITS = {"demo": TicketLimit(2)}

    html = visitor(sandbox, "ben").get(f"/e/demo/w/{SOLDERING}/").content.decode()

    assert f'<details id="price-{SOLDERING}"' in html
    assert PRICE in html


def test_no_price_is_made_up(sandbox):
    html = visitor(sandbox, "ben").get(LIST).content.decode()

    assert '<details id="price-' not in html
    assert "you can’t undo it" not in html


def test_two_presses_and_a_reload_spend_one(sandbox, settings):
    settings.TICKET_LIMITS = {"demo": TicketLimit(2)}
    ben = visitor(sandbox, "ben")

    press(ben, SOLDERING)
    press(ben, SOLDERING)
    ben.get(LIST)

    assert sandbox.calls("register") == 1
    page = Page.of(ben.get(f"/e/demo/w/{PODCAST}/")).words
    assert "This uses 2 of your 2 workshops." in page


def test_a_used_up_limit_closes_every_other_workshop(sandbox, settings):
    settings.TICKET_LIMITS = {"demo": TicketLimit(1)}
    lia = visitor(sandbox, "lia")
    press(lia, SOLDERING)

    page = Page.of(lia.get(f"/e/demo/w/{PODCAST}/")).words
    open_to_me = lia.get(f"{LIST}?state=open").content.decode()

    assert "No workshops left" in page
    assert f'id="workshop-{SOLDERING}"' in open_to_me
    assert f'id="workshop-{PODCAST}"' not in open_to_me


def test_without_registrations_neither_price_nor_free_time_is_made_up(sandbox, settings):
    settings.TICKET_LIMITS = {"demo": TicketLimit(2)}
    sandbox.fail("mine", "503")

    page = Page.of(visitor(sandbox, "ben").get(f"/e/demo/w/{SOLDERING}/")).words

    assert "Other plans: We couldn’t load your registrations." in page
    assert "Your workshops: Decided when you join." in page
    assert "of your 2 workshops" not in page
