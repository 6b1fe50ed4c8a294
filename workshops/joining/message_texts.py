"""The words for each reason why an attendee is not in: what happened, why, and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from workshops.joining.outcomes import RefusalReason

Texts = tuple[str, str, str]  # (headline, why, what to do next)


def unknown_reason() -> Texts:
    """The words for a refusal whose reason the portal does not know."""
    return (
        _("We couldn’t get you in"),
        _("Accelevents gave a reason we don’t recognize."),
        _("Give the organizer this code so they can see what happened."),
    )


def already_joining() -> Texts:
    """The words for a second join while the attendee's first one is under way."""
    return (
        _("You’re already joining"),
        _("Your earlier request, maybe from another tab, is still being answered."),
        _("Keep this page open: the answer will show up here."),
    )


MESSAGES: dict[RefusalReason, Callable[[], Texts]] = {
    RefusalReason.NOT_FOUND: lambda: (
        _("This workshop is no longer available"),
        _("The organizer removed it or moved it."),
        _("Go back to the list to see what’s on now."),
    ),
    RefusalReason.NOT_OPEN_YET: lambda: (
        _("This workshop isn’t open yet"),
        _("It opens shortly before it starts."),
        _("Come back when it opens. Waiting won’t cost you anything."),
    ),
    RefusalReason.OVER: lambda: (
        _("This workshop is over"),
        _("It has ended, so no one else can join."),
        _("If it was recorded, look for the recording in Accelevents."),
    ),
    RefusalReason.TOO_LATE: lambda: (
        _("It’s too late to join"),
        _("This workshop has started, and the organizer closed entry."),
        _("Contact the organizer if you need to get in, or join one of the workshops below."),
    ),
    RefusalReason.FULL: lambda: (
        _("This workshop is full"),
        _("Every seat is taken, and a seat stays taken even when someone leaves."),
        _("Trying again won’t help: only the organizer can free up a seat."),
    ),
    RefusalReason.WRONG_TICKET: lambda: (
        _("Your ticket doesn’t include this workshop"),
        _("It’s for a different ticket type."),
        _("See which tickets include it, or join one of the workshops below."),
    ),
    RefusalReason.NO_EVENT_TICKET: lambda: (
        _("You don’t have a ticket for this event"),
        _("You’re signed in, but this account has no ticket that includes workshops."),
        _("Sign in with the email address your ticket was bought with, or get a ticket."),
    ),
    RefusalReason.HIDDEN: lambda: (
        _("This workshop isn’t open to you"),
        _("It’s by invitation only, or your account isn’t allowed in."),
        _("If you were invited, ask the organizer to add you, then join again."),
    ),
    RefusalReason.RECORDING_ONLY: lambda: (
        _("Only people who attended can watch the recording"),
        _("This workshop is over, and its recording is for people who took part."),
        _("Ask the organizer if you need it."),
    ),
    RefusalReason.EVENT_NOT_OPEN: lambda: (
        _("The event isn’t open"),
        _("It hasn’t started yet, or it has ended."),
        _("Check the event page for its opening times."),
    ),
    RefusalReason.TOO_MANY_TRIES: lambda: (
        _("It’s too busy right now"),
        _("Accelevents asked us to wait. You’re not registered, and nothing was used."),
        _("Join again at the time below."),
    ),
    RefusalReason.ALREADY_UNDER_WAY: lambda: (
        _("Your earlier request is still being answered"),
        _("It may have come from another tab."),
        _("Try again in a moment."),
    ),
    RefusalReason.CANNOT_RECORD: lambda: (
        _("We can’t take your request right now"),
        _("Something is wrong on our side. Nothing was sent to Accelevents, and nothing was used."),
        _("Try again at the time below. If it keeps happening, join in Accelevents itself."),
    ),
    RefusalReason.SILENT: lambda: (
        _("We can’t reach Accelevents"),
        _("Your request didn’t go through. You’re not registered, and nothing was used."),
        _("Join again in a moment."),
    ),
    RefusalReason.SEAT_KEPT: lambda: (
        _("You can’t give up this seat here"),
        _("Once you’ve attended a workshop, or were invited to it, your seat stays yours."),
        _("Check the workshop in Accelevents, or ask the organizer."),
    ),
    RefusalReason.NO_ROOM: lambda: (
        _("This workshop has no online meeting"),
        _("It may be in person only."),
        _("Check the details in Accelevents."),
    ),
}
