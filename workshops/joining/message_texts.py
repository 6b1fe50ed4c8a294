"""The words for each reason why an attendee is not in: what happened, why, and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from workshops.joining.outcomes import RefusalReason

Texts = tuple[str, str, str]  # (headline, why, what to do next)


def unknown_reason() -> Texts:
    """The words for a refusal whose reason the portal does not know."""
    return (
        _("The event system did not let you in"),
        _("It gave a reason that we do not know."),
        _("Show the code below to the organiser: it leads to this very attempt."),
    )


def already_joining() -> Texts:
    """The words for a second join while the attendee's first one is under way."""
    return (
        _("You are already on your way in"),
        _("Another tab or an earlier click of yours is being answered at this moment."),
        _("Stay on this page: it shows the answer in a moment."),
    )


MESSAGES: dict[RefusalReason, Callable[[], Texts]] = {
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
    RefusalReason.ALREADY_UNDER_WAY: lambda: (
        _("Your earlier click is being answered"),
        _("Another tab or an earlier click of yours is under way at this moment."),
        _("Try again in a moment."),
    ),
    RefusalReason.CANNOT_RECORD: lambda: (
        _("This site cannot take your click at the moment"),
        _("Its own memory is full or out of reach, so nothing was asked of the event system."),
        _("Try again at the time below. If it stays so, enter through Accelevents itself."),
    ),
    RefusalReason.SILENT: lambda: (
        _("The event system cannot be reached"),
        _(
            "Your request did not get through to it: you are not registered, and nothing is used"
            " up."
        ),
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
