"""When upstream gives no detail: nobody waits, nobody is harmed, and it is asked less."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.support.attendee_client import LIST, page_of, visitor
from tests.support.details import asked, look
from workshops.catalogue import detail_call, detail_due, detail_reader, detail_store, refresh

pytestmark = pytest.mark.django_db  # the page of a workshop looks for a check of the device
SOLDERING, BOOKS, FIRST_TO_BEGIN, GLASS = 11655, 11656, 11657, 11667
ON_SITE = "In person only: Hall 4, Studio B"


def test_a_detail_that_hangs_holds_up_no_page_and_is_given_up(ada, reading, monkeypatch, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=60)
    monkeypatch.setattr(detail_reader, "PAGE_SECONDS", 0.1)
    monkeypatch.setattr(detail_call, "TIMEOUT_SECONDS", 3)
    reading.fail("detail", "delay", seconds=60)

    statuses = [ada.get(each).status_code for each in (LIST, page_of(SOLDERING), page_of(BOOKS))]
    is_given_up = [detail_store.is_resting("demo")]
    detail_reader.wait("demo")
    is_given_up += [detail_store.is_resting("demo")]

    assert statuses == [200, 200, 200]
    assert is_given_up == [False, True]
    assert len(asked(reading)) == 1


def test_a_workshop_without_detail_is_as_listed_and_asked_for_again_later(ada, reading, later):
    reading.fail("detail", "404")
    words = look(ada)
    once = asked(reading)
    later(detail_due.ABSENT_SECONDS - 10)
    look(ada)
    ada.get(page_of(SOLDERING))
    meanwhile = asked(reading)[len(once) :]
    later(20)
    look(ada)

    assert ON_SITE not in words
    assert SOLDERING in once
    assert set(once) & set(meanwhile) == set()
    assert asked(reading).count(SOLDERING) == 2


@pytest.mark.parametrize("kind", ["429", "503", "500", "403", "reset", "html"])
def test_when_upstream_fails_details_rest_and_are_not_retried(
    ada, reading, settings, time_machine, kind
):
    time_machine.move_to(datetime.now(UTC), tick=False)
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, retries=2)
    reading.fail("detail", kind)
    look(ada)
    at_once = len(asked(reading))

    words = [look(ada, page_of(SOLDERING)) for _ in range(3)]
    time_machine.shift(61)
    look(ada, page_of(SOLDERING))

    assert at_once == 1
    assert len(asked(reading)) == 2
    assert "Soldering" in words[-1]
    assert refresh.health() == {"demo": ""}


def test_a_refusal_that_may_be_the_attendees_own_takes_nothing_from_the_others(reading, later):
    look(visitor(reading, "rex"))
    reading.fail("detail", "403", attendee="ada")
    later(detail_due.PAGE_READ_AGAIN_SECONDS + 1)
    reading.clear_request_log()

    words = look(visitor(reading), page_of(GLASS))

    assert asked(reading) == [GLASS]
    assert ON_SITE in words


def test_a_workshop_whose_detail_is_refused_holds_up_no_other(ada, reading, later):
    reading.fail("detail", "403", workshop=FIRST_TO_BEGIN)
    look(ada)
    later(61)

    assert ON_SITE in look(ada)


def test_details_are_not_asked_for_while_the_list_fails(ada, reading, later):
    look(ada)
    reading.clear_request_log()
    reading.fail("list", "503")
    later(detail_due.READ_AGAIN_SECONDS + 1)

    look(ada)
    ada.get(page_of(SOLDERING))

    assert reading.calls("list") == 1
    assert asked(reading) == []


def test_an_expired_sign_in_that_a_detail_meets_leaves_the_rest_to_the_next(ada, reading, later):
    reading.fail("detail", "401", attendee="ada")
    look(ada)
    later(61)

    words = look(visitor(reading, "ben"))

    assert ON_SITE in words
    assert all(detail for detail, _ in detail_store.details("demo").values())
    assert ada.get(LIST).status_code == 200
