"""An attendee whose own call is refused is told so; nobody else's list suffers."""

import pytest

from tests.support.attendee_client import (
    FRAGMENT,
    HTMX,
    LIST,
    calls_made,
    read_list,
    refreshed,
    visitor,
)
from tests.support.html_page import Page
from workshops.catalogue import refresh

CALLS = 2  # of one try that is refused: with everything asked for, and with what is needed alone
OLD, NEW, SOLDERING = "Soldering for first-timers", "Soldering for old hands", 11655
BANNED = "Accelevents isn’t giving you the schedule"
REFUSING = "Accelevents isn’t giving us the schedule"


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def banish(sandbox, *names, status="403"):
    """Let upstream refuse the list to these people."""
    return [sandbox.fail("list", status, attendee=f"{name}@example.org") for name in names]


@pytest.mark.parametrize("status", ["400", "403", "404", "406", "407"])
def test_only_the_refused_attendee_is_told(ada, ben, sandbox, later, status):
    read_list(ada)
    banish(sandbox, "ben", status=status)
    later(11)

    bens, adas = refreshed(ben), refreshed(ada)

    assert '"old": false' in ben.get(FRAGMENT, headers=HTMX).headers["HX-Trigger"]
    assert BANNED in bens
    assert OLD in bens
    assert "last good list" not in bens
    assert BANNED not in adas
    assert refresh.health() == {"demo": ""}


def test_a_refused_attendee_delays_nobodys_refresh(ada, ben, sandbox, later):
    read_list(ada)
    banish(sandbox, "ben")
    sandbox.change(SOLDERING, title=NEW)
    later(11)
    refreshed(ben)

    assert NEW in refreshed(ada)
    assert NEW in read_list(ben)
    assert BANNED in read_list(ben)


def test_a_refused_attendee_without_a_list_reads_why_and_the_next_one_brings_it(ada, ben, sandbox):
    sandbox.fail(
        "list", "406", attendee="ben@example.org", code="4068012", text="You have not purchased"
    )

    refused = ben.get(LIST)

    assert refused.status_code == 502
    assert "You don’t have a ticket for this event" in Page.of(refused).words
    assert OLD in read_list(ada)
    assert OLD in read_list(ben)


def test_a_refused_token_rests_for_a_minute(ben, sandbox, later):
    banish(sandbox, "ben")
    pages = [ben.get(LIST).status_code for _ in range(5)]
    before = sandbox.calls("list")
    later(61)
    pages += [ben.get(LIST).status_code for _ in range(5)]

    assert set(pages) == {502}
    assert (before, sandbox.calls("list")) == (CALLS, 2 * CALLS)


def test_an_attendee_who_is_let_in_again_is_told_nothing_any_more(ben, sandbox, later):
    read_list(ben)
    banish(sandbox, "ben")
    later(11)
    banned = refreshed(ben)
    sandbox.clear_faults()
    later(61)

    assert BANNED in banned
    assert BANNED not in refreshed(ben)


def test_what_upstream_refuses_to_several_it_refuses_to_all(ada, sandbox, later):
    read_list(ada)
    sandbox.fail("list", "403")
    later(11)
    names = ["ada", "ben", "dan", "rex"]
    words = [refreshed(visitor(sandbox, name)) for name in names]

    assert [BANNED in each for each in words] == [True, True, False, False]
    assert [REFUSING in each for each in words] == [False, False, True, True]
    assert "Showing the schedule as of" in words[2]
    assert refresh.health() == {"demo": "refusing"}
    assert sandbox.calls("list") == 1 + 3 * CALLS  # and now all processes wait


def test_a_list_in_between_ends_the_count_of_refusals(ada, ben, sandbox, later):
    dan, rex = visitor(sandbox, "dan"), visitor(sandbox, "rex")
    read_list(ada)
    banish(sandbox, "ben", "dan", "rex")
    turns = [(later(11), refreshed(who), refreshed(ada)) for who in (ben, dan, rex)]

    assert [REFUSING in words for _, words, _ in turns] == [False] * 3
    assert [REFUSING in words for _, _, words in turns] == [False] * 3


def test_a_refused_organizer_is_told_and_sees_what_others_see(ada, sandbox):
    read_list(ada)
    banish(sandbox, "eve")
    eve = visitor(sandbox, "eve")

    page = Page.of(eve.get(LIST))

    assert BANNED in page.words
    assert OLD in page.words
    assert calls_made(sandbox).count("list") == 1 + CALLS


def test_an_expired_sign_in_is_told_once_and_is_no_failure_of_the_list(ada, ben, sandbox, later):
    read_list(ada)
    sandbox.expire("ben")
    later(11)
    looks = [ben.get(FRAGMENT, headers=HTMX)]
    refresh.wait_for_refresh("demo")
    looks += [ben.get(LIST)]

    # The refresh runs in the background: the poll that starts it may know of it already.
    urls = [look.headers.get("Location") or look.headers.get("HX-Redirect") for look in looks]
    assert next(filter(None, urls)) == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2F&over=1"
    assert refresh.health() == {"demo": ""}
    assert OLD in refreshed(ada)


def test_whoever_is_known_all_the_same_sees_the_list_after_one_page_about_it(
    ada, ben, sandbox, later
):
    read_list(ada)
    banish(sandbox, "ben", status="401")
    later(11)
    looks = [ben.get(FRAGMENT, headers=HTMX)]
    refresh.wait_for_refresh("demo")

    looks += [ben.get(LIST) for _ in range(3)]

    # The refresh runs in the background: the poll that starts it may know of it already.
    says = ["Your account can’t see this" in Page.of(look).words for look in looks]
    assert says in ([False, True, False, False], [True, False, False, False])
    assert OLD in Page.of(looks[2]).words
    assert BANNED in Page.of(looks[3]).words
