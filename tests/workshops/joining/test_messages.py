"""The messages about joining: every outcome has words, a next step and the right links."""

from dataclasses import replace

import pytest

from tests.workshops.factories import NOON, workshop
from workshops.joining.messages import Link, describe
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason

NO = Outcome(
    OutcomeKind.REFUSED,
    upstream_message="Upstream's own words.",
    retry_at=NOON,
    support_code="K7F-2QM",
)
SOLDERING = replace(workshop(901), title="Soldering")
EVENT_PAGE = "https://www.accelevents.com/e/demo"
TICKETS = Link("See tickets on the event page", EVENT_PAGE, True)
HUB = Link("Open in Accelevents", f"{EVENT_PAGE}/portal/workshops/901", True)


def message_for(why, **changes):
    return describe(replace(NO, reason=why, **changes), SOLDERING, "demo")


@pytest.mark.parametrize("why", RefusalReason)
def test_every_reason_has_a_headline_an_explanation_and_a_next_step(why):
    words = message_for(why)

    assert (words.kind, words.reason) == ("refused", why.value)
    assert all([words.headline.strip(), words.why.strip(), words.next_step.strip()])
    assert "%(" not in words.headline + words.why + words.next_step


def test_no_two_reasons_have_the_same_headline():
    headlines = {message_for(why).headline for why in RefusalReason}

    assert len(headlines) == len(RefusalReason)


def test_the_message_repeats_the_retry_time_and_the_support_code():
    words = message_for(RefusalReason.FULL)

    assert (words.retry_at, words.support_code) == (NOON, "K7F-2QM")


def test_an_attendee_who_is_let_in_reads_which_workshop_and_where_to_go():
    words = describe(Outcome(OutcomeKind.REGISTERED), SOLDERING, "demo")

    assert (words.kind, words.reason, words.headline) == ("let_in", "", "You’re registered")
    assert words.why == "You have a seat in “Soldering”."
    assert words.next_step.startswith("Next, check your camera")


def test_an_attendee_who_gives_up_a_seat_reads_which_one_is_gone():
    words = describe(Outcome(OutcomeKind.UNREGISTERED), SOLDERING, "demo")

    assert (words.kind, words.headline) == ("given_up", "You gave up your seat")
    assert words.why == "You’re no longer registered for “Soldering”."


@pytest.mark.parametrize("kind", [OutcomeKind.REGISTERED, OutcomeKind.UNREGISTERED])
def test_a_percent_sign_in_a_title_is_shown_unchanged(kind):
    assert "“100%(s)”" in describe(Outcome(kind), replace(SOLDERING, title="100%(s)"), "demo").why


@pytest.mark.parametrize(
    ("verified", "expected"),
    [
        (True, "it doesn’t list you as registered."),
        (False, "so you may or may not be registered."),
    ],
)
def test_an_unknown_outcome_says_what_is_known_and_claims_no_more(verified, expected):
    words = message_for(RefusalReason.NO_ANSWER, kind=OutcomeKind.UNKNOWN, verified=verified)

    assert words.headline == "We couldn’t confirm you got in"
    assert words.why.endswith(expected)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (1, "Your ticket includes 1 workshop, and you’ve used it."),
        (3, "Your ticket includes 3 workshops, and you’ve used them all."),
        (None, "Your ticket includes a set number of workshops, and you’ve used them all."),
    ],
)
def test_a_limit_is_shown_with_its_number_if_upstream_named_it(limit, expected):
    assert message_for(RefusalReason.LIMIT_REACHED, limit=limit).why == expected


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (RefusalReason.UNKNOWN, "Upstream's own words."),
        (RefusalReason.HIDDEN, "Upstream's own words."),
        (RefusalReason.FULL, ""),
        (RefusalReason.NOT_OPEN_YET, ""),
    ],
)
def test_upstreams_sentence_is_shown_only_if_it_may_say_more_than_ours(why, expected):
    assert message_for(why).upstream_message == expected


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (RefusalReason.WRONG_TICKET, (TICKETS, HUB)),
        (RefusalReason.LIMIT_REACHED, (HUB,)),
        (RefusalReason.FULL, (HUB,)),
        (RefusalReason.HIDDEN, (HUB,)),
        (RefusalReason.NO_ROOM, (HUB,)),
        (RefusalReason.UNKNOWN, (HUB,)),
        (RefusalReason.TOO_MANY_TRIES, (HUB,)),
        (RefusalReason.NOT_OPEN_YET, ()),
        (RefusalReason.ALREADY_UNDER_WAY, ()),
    ],
)
def test_where_the_portal_gives_up_it_leads_to_the_workshop_in_the_hub(why, expected):
    assert message_for(why).links == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (OutcomeKind.UNKNOWN, (HUB,)),
        (OutcomeKind.REGISTERED, ()),
        (OutcomeKind.QUEUED, ()),
        (OutcomeKind.UNREGISTERED, ()),
    ],
)
def test_an_attendee_who_is_in_or_waits_is_not_sent_away(kind, expected):
    assert describe(Outcome(kind), SOLDERING, "demo").links == expected
