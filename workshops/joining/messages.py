"""An outcome in words: what happened, why, and what to do next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accelevents.records import Workshop
from portal.events import hub_url, page_url
from workshops.joining.message_texts import MESSAGES, Texts, already_joining, unknown_reason
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason


@dataclass(frozen=True)
class Link:
    """A place to go on to."""

    label: str
    url: str
    is_external: bool


@dataclass(frozen=True)
class OutcomeMessage:
    """An outcome in words, as _outcome.html shows it."""

    kind: str
    reason: str
    headline: str
    why: str
    next_step: str
    retry_at: datetime | None
    upstream_message: str
    support_code: str
    links: tuple[Link, ...]
    poll_after_seconds: float = 0.0  # seconds until the page asks again; 0.0: it does not
    is_turn: bool = False  # the page shows a button that joins
    wait_seconds: int = 0  # in line: until it is their turn, about


def describe(outcome: Outcome, workshop: Workshop, event: str) -> OutcomeMessage:
    """`outcome` of `workshop`, in words."""
    headline, why, next_step = _message(outcome, workshop.title)
    return OutcomeMessage(
        kind=outcome.kind.value,
        reason=outcome.reason.value if outcome.reason else "",
        headline=headline,
        why=why,
        next_step=next_step,
        retry_at=outcome.retry_at,
        upstream_message=_upstream_message(outcome),
        support_code=outcome.support_code,
        links=_links(outcome, workshop, event),
        poll_after_seconds=outcome.poll_after_seconds,
        is_turn=outcome.is_turn,
        wait_seconds=outcome.wait_seconds,
    )


# Upstream's own sentence is shown where ours cannot know more.
SHOW_UPSTREAM_MESSAGE = {
    RefusalReason.UNKNOWN,
    RefusalReason.SEAT_KEPT,
    RefusalReason.HIDDEN,
    RefusalReason.EVENT_NOT_OPEN,
    RefusalReason.NO_EVENT_TICKET,
}
TICKET_PAGE = {
    RefusalReason.WRONG_TICKET,
    RefusalReason.NO_EVENT_TICKET,
    RefusalReason.EVENT_NOT_OPEN,
}
# The attendee only has to wait a moment: nothing is given up, and no other way in is needed.
PASSES_BY_ITSELF = {RefusalReason.NOT_OPEN_YET, RefusalReason.ALREADY_UNDER_WAY}


def _upstream_message(outcome: Outcome) -> str:
    return outcome.upstream_message if outcome.reason in SHOW_UPSTREAM_MESSAGE else ""


def _links(outcome: Outcome, workshop: Workshop, event: str) -> tuple[Link, ...]:
    """Where else to go. Wherever the portal gives up, the hub may still let the attendee in."""
    gives_up = outcome.kind in (OutcomeKind.REFUSED, OutcomeKind.UNKNOWN)
    if not gives_up or outcome.reason in PASSES_BY_ITSELF:
        return ()
    hub = Link(_("Open in Accelevents"), hub_url(event, workshop.id), True)
    if outcome.reason in TICKET_PAGE:
        return Link(_("See tickets on the event page"), page_url(event), True), hub
    return (hub,)


def _message(outcome: Outcome, title: str) -> Texts:
    if outcome.kind is OutcomeKind.REGISTERED:
        return (
            _("You’re registered"),
            _("You have a seat in “%(title)s”.") % {"title": title},
            _("Next, check your camera and mic. No one can see or hear you yet."),
        )
    if outcome.kind is OutcomeKind.UNREGISTERED:
        return (
            _("You gave up your seat"),
            _("You’re no longer registered for “%(title)s”.") % {"title": title},
            _("You can join again as long as there are seats."),
        )
    if outcome.kind is OutcomeKind.QUEUED:
        return _waiting(outcome)
    if outcome.reason is RefusalReason.NO_ANSWER:
        return _no_answer(outcome)
    if outcome.reason is RefusalReason.LIMIT_REACHED:
        return _limit_reached(outcome)
    return MESSAGES.get(outcome.reason or RefusalReason.UNKNOWN, unknown_reason)()


def _waiting(outcome: Outcome) -> Texts:
    if outcome.reason is RefusalReason.ALREADY_UNDER_WAY:
        return already_joining()
    return _your_turn() if outcome.is_turn else _queued(outcome)


def _queued(outcome: Outcome) -> Texts:
    if outcome.queue_ahead:
        ahead = ngettext(
            "It’s busy right now. %(ahead)s person is ahead of you.",
            "It’s busy right now. %(ahead)s people are ahead of you.",
            outcome.queue_ahead,
        ) % {"ahead": outcome.queue_ahead}
    else:
        ahead = _("It’s busy right now. You’re next.")
    return (
        _("You’re in line"),
        ahead,
        _(
            "Keep this page open and we’ll let you in automatically. Refreshing won’t lose your"
            " place."
        ),
    )


def _your_turn() -> Texts:
    return (
        _("It’s your turn"),
        _("We’re holding your place for a minute. You’re not registered yet."),
        _("Select “Enter now” to join."),
    )


def _no_answer(outcome: Outcome) -> Texts:
    if outcome.verified:
        why = _("Accelevents didn’t respond, and it doesn’t list you as registered.")
    else:
        why = _("Accelevents didn’t respond, so you may or may not be registered.")
    return (
        _("We couldn’t confirm you got in"),
        why,
        _(
            "Check again in a moment. Checking is free and won’t use a workshop. Or go to the room,"
            " where Accelevents decides again."
        ),
    )


def _limit_reached(outcome: Outcome) -> Texts:
    if outcome.limit is None:
        why = _("Your ticket includes a set number of workshops, and you’ve used them all.")
    else:
        why = ngettext(
            "Your ticket includes %(limit)s workshop, and you’ve used it.",
            "Your ticket includes %(limit)s workshops, and you’ve used them all.",
            outcome.limit,
        ) % {"limit": outcome.limit}
    return (
        _("You’ve used all your workshops"),
        why,
        _("To free one up, cancel a workshop you haven’t attended in Accelevents, then try again."),
    )
