"""What an attendee is told at the door: what happened, why, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.events import hub_url, page_url
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason


@dataclass(frozen=True)
class Link:
    """A way on."""

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
    poll_after_seconds: float = 0.0  # seconds until the page asks by itself; 0: it does not


def describe(outcome: Outcome, title: str, event: str) -> OutcomeMessage:
    """`outcome` of the workshop `title`, in words."""
    headline, why, next_step = _message(outcome, title)
    return OutcomeMessage(
        kind=outcome.kind.value,
        reason=outcome.reason.value if outcome.reason else "",
        headline=headline,
        why=why,
        next_step=next_step,
        retry_at=outcome.retry_at,
        upstream_message=outcome.upstream_message
        if outcome.reason in SHOW_UPSTREAM_MESSAGE
        else "",
        support_code=outcome.support_code,
        links=_links(outcome, event),
        poll_after_seconds=outcome.poll_after_seconds,
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
HUB_HELPS = {
    RefusalReason.LIMIT_REACHED,
    RefusalReason.NO_ROOM,
    RefusalReason.SEAT_KEPT,
    RefusalReason.RECORDING_ONLY,
    RefusalReason.OVER,
}


def _links(outcome: Outcome, event: str) -> tuple[Link, ...]:
    if outcome.reason in TICKET_PAGE:
        return (Link(_("See tickets on the event page"), page_url(event), True),)
    if outcome.reason in HUB_HELPS:
        return (Link(_("Open the event in Accelevents"), hub_url(event), True),)
    return ()


def _message(outcome: Outcome, title: str) -> tuple[str, str, str]:
    """(headline, why, what next)."""
    if outcome.kind is OutcomeKind.REGISTERED:
        return (
            _("You are in"),
            _("The event system has registered you for “%(title)s”.") % {"title": title},
            _("Go to the room; there you choose camera and microphone before anybody sees you."),
        )
    if outcome.kind is OutcomeKind.UNREGISTERED:
        return (
            _("Your seat is given up"),
            _("The event system has taken you off the list of “%(title)s”.") % {"title": title},
            _("You can join it again as long as there are seats."),
        )
    if outcome.kind is OutcomeKind.QUEUED:
        return _queued(outcome)
    if outcome.reason is RefusalReason.NO_ANSWER:
        return _no_answer(outcome)
    if outcome.reason is RefusalReason.LIMIT_REACHED:
        return _limit_reached(outcome)
    return MESSAGES.get(outcome.reason or RefusalReason.UNKNOWN, _unknown)()


def _queued(outcome: Outcome) -> tuple[str, str, str]:
    if outcome.queue_ahead:
        ahead = ngettext(
            "%(ahead)s person is before you", "%(ahead)s people are before you", outcome.queue_ahead
        ) % {"ahead": outcome.queue_ahead}
    else:
        ahead = _("You are next")
    seconds = ngettext("about %(wait)s second", "about %(wait)s seconds", outcome.wait_seconds)
    return (
        _("Waiting in line"),
        _("Many want in at this moment. %(ahead)s; it takes %(seconds)s.")
        % {"ahead": ahead, "seconds": seconds % {"wait": outcome.wait_seconds}},
        _("Stay on this page: it asks by itself and lets you in. Reloading keeps your place."),
    )


def _no_answer(outcome: Outcome) -> tuple[str, str, str]:
    if outcome.verified:
        why = _("The event system did not answer, and its list does not show you as registered.")
    else:
        why = _("The event system did not answer, and it does not tell us what it did either.")
    return (
        _("We do not know whether you are in"),
        why,
        _("Look again in a moment: looking changes nothing and uses up nothing."),
    )


def _limit_reached(outcome: Outcome) -> tuple[str, str, str]:
    if outcome.limit is None:
        why = _("Your ticket permits a certain number of workshops, and you have used them all.")
    else:
        why = ngettext(
            "Your ticket permits %(limit)s workshop, and you have used it.",
            "Your ticket permits %(limit)s workshops, and you have used them all.",
            outcome.limit,
        ) % {"limit": outcome.limit}
    return (
        _("You have used all your workshops"),
        why,
        _("Give up a workshop that you have not been in yet, in Accelevents, then join again."),
    )


def _unknown() -> tuple[str, str, str]:
    return (
        _("The event system did not let you in"),
        _("It gave a reason that we do not know."),
        _("Show the code below to the organiser: it leads to this very attempt."),
    )


MESSAGES: dict[RefusalReason, Callable[[], tuple[str, str, str]]] = {
    RefusalReason.NOT_FOUND: lambda: (
        _("This workshop is no longer there"),
        _("The organiser has removed it, or moved it to another place."),
        _("Go back to the list: it shows what is on now."),
    ),
    RefusalReason.NOT_OPEN_YET: lambda: (
        _("The door is not open yet"),
        _("The event system lets attendees in shortly before the start."),
        _("Stay on this page or come back when it opens. Nothing is lost by waiting."),
    ),
    RefusalReason.OVER: lambda: (
        _("This workshop is over"),
        _("Its time has passed, so nobody new is let in."),
        _("If it was recorded, the organiser shows the recording in Accelevents."),
    ),
    RefusalReason.TOO_LATE: lambda: (
        _("Entry is closed for late comers"),
        _("The workshop is running, but its organiser lets nobody in so long after the start."),
        _("Ask the organiser if it matters, or take one of the workshops below."),
    ),
    RefusalReason.FULL: lambda: (
        _("This workshop is full"),
        _("Every seat is taken. A seat stays taken even when somebody leaves the room."),
        _("Trying again will not help; only the organiser can free a seat."),
    ),
    RefusalReason.WRONG_TICKET: lambda: (
        _("Your ticket does not cover this workshop"),
        _("It is open to holders of another kind of ticket."),
        _("See which tickets include it, or take one of the workshops below."),
    ),
    RefusalReason.NO_EVENT_TICKET: lambda: (
        _("You have no ticket for this event"),
        _("You are signed in, but this account holds no ticket that lets you into workshops."),
        _("Sign in with the e-mail address that bought the ticket, or get one."),
    ),
    RefusalReason.HIDDEN: lambda: (
        _("This workshop is not open to you"),
        _("It is for invited people only, or your account may not enter it."),
        _("If you were invited, ask the organiser to add you, then join again."),
    ),
    RefusalReason.RECORDING_ONLY: lambda: (
        _("Only those who were there can watch the recording"),
        _("The workshop is over, and its recording is for people who took part."),
        _("Ask the organiser if you need it."),
    ),
    RefusalReason.EVENT_NOT_OPEN: lambda: (
        _("The event is not open"),
        _("The event system lets nobody in at the moment: it has not begun, or has ended."),
        _("Look at the event page for its opening times."),
    ),
    RefusalReason.TOO_MANY_TRIES: lambda: (
        _("Too many people at the door"),
        _("The event system asked us to wait. You are not registered, and nothing is used up."),
        _("Join again at the time below."),
    ),
    RefusalReason.SILENT: lambda: (
        _("The event system cannot be reached"),
        _("Your press did not get through to it: you are not registered, and nothing is used up."),
        _("Join again in a moment."),
    ),
    RefusalReason.SEAT_KEPT: lambda: (
        _("This seat cannot be given up here"),
        _("Once you have been in a workshop, or were invited to it, your seat stays yours."),
        _("Look at the workshop in Accelevents, or ask the organiser."),
    ),
    RefusalReason.NO_ROOM: lambda: (
        _("The event system sent no room"),
        _("Its answer holds no meeting that this page could open."),
        _("Try again, or enter through Accelevents itself."),
    ),
}
