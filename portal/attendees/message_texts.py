"""The texts (headline, why, next step) for each reason that can keep an attendee out at sign-in."""

from django.utils.translation import gettext_noop as _

from portal.accelevents.exceptions import Reason

MessageText = tuple[str, str, str]

FOR_REASON: dict[Reason, MessageText] = {
    Reason.WRONG_PASSWORD: (
        _("E-mail or password is not right"),
        _("The event system does not know this e-mail with this password."),
        _(
            "Check both and try again. If you signed up with Google, Apple, LinkedIn, Facebook or"
            " Okta, you have no password here: use the link from your email."
        ),
    ),
    Reason.ACCOUNT_LOCKED: (
        _("This account is locked for now"),
        _("There were too many attempts, so the event system locked it to protect you."),
        _("Wait 30 minutes, or set a new password on the event's page."),
    ),
    Reason.KEY_BLOCKED: (
        _("This link has been blocked"),
        _("The event system no longer accepts it, even if you ask for it again."),
        _("Write to the organizer, or sign in with your e-mail and password."),
    ),
    Reason.KEY_USED: (
        _("This link has been used or has run out"),
        _("Most links from a mail work once and for a limited time."),
        _("Ask for a new link on the event's page, or sign in with your e-mail and password."),
    ),
    Reason.KEY_INVALID: (
        _("This link is not valid"),
        _("The event system does not know its key. Often a part of the link is missing."),
        _("Copy the whole link from your newest mail and paste it here."),
    ),
    Reason.NO_EVENT_TICKET: (
        _("You have no ticket for this event"),
        _("Your account is fine, but no ticket for the online event belongs to it."),
        _(
            "Get a ticket on the event's page. If you have one, sign in with the e-mail it was"
            " bought with, or ask the organizer."
        ),
    ),
    Reason.EVENT_FULL: (
        _("This event is full"),
        _("As many people as the event has room for are already registered."),
        _("Ask the organizer whether a place may become free."),
    ),
    Reason.EVENT_NOT_OPEN: (
        _("This event is not open yet"),
        _("The organizer has not opened it."),
        _("Come back closer to the start, or ask the organizer when it opens."),
    ),
    Reason.EVENT_NOT_FOUND: (
        _("The event system does not know this event"),
        _("It may have been closed or moved to another address."),
        _("Ask the organizer for the event's address."),
    ),
    Reason.ACCOUNT_PROBLEM: (
        _("There is more than one account with this e-mail"),
        _("The event system cannot tell which of them is yours."),
        _("Write to the organizer, who can have the accounts merged."),
    ),
    Reason.SIGN_IN_AGAIN: (
        _("The sign-in did not hold"),
        _("The event system let you in and then no longer knew you."),
        _("Sign in once more. If it happens again, tell the organizer."),
    ),
    Reason.NOT_FOUND: (
        _("This is not there any more"),
        _("The event system does not know it, or no longer shows it to you."),
        _("Load the page again in a minute. If it stays like this, tell the organizer."),
    ),
    Reason.FORBIDDEN: (
        _("Your account may not see this"),
        _("The event system did not allow it."),
        _("If you think you should see it, ask the organizer."),
    ),
}

# 4068917 and a full event are one Reason, but here the next step differs.
FOR_CODE: dict[str, MessageText] = {
    "4068917": (
        _("All free places are taken"),
        _("The event still has places, but not for free."),
        _("Buy a ticket on the event's page, then sign in here again."),
    ),
}
UNKNOWN: MessageText = (
    _("The event system said no"),
    _("It gave no reason that we know of."),
    _("Try again in a minute. If it stays like this, tell the organizer."),
)
UNREACHABLE: MessageText = (
    _("The event system is not answering"),
    _("This is not about you or your account: it gave no answer in time."),
    _("Try again in a minute."),
)
UNAVAILABLE: MessageText = (
    _("The event system is busy"),
    _("This is not about you or your account: it asks everybody to wait."),
    _("Try again in a minute."),
)
STILL_LOADING: MessageText = (
    _("This workshop is not in the list yet"),
    _("The list is long, and the event system is still sending it."),
    _("Try again in a few seconds."),
)
TOO_MANY_WAITING: MessageText = (
    _("Many people are waiting for the event system"),
    _("It answers slowly at the moment, and as many as can wait here do already."),
    _("Try again in a few seconds."),
)
PASSWORD_LOGIN_MISSING: MessageText = (
    _("Signing in with a password does not work here at the moment"),
    _("Accelevents did not take the sign-in. This is not about you or your password."),
    _("Use the link from your email: paste it below."),
)
INVALID_RESPONSE: MessageText = (
    _("The event system gave an answer that we cannot use"),
    _("This is not about you or your account: something went wrong on its side."),
    _("Try again in a few minutes. If it stays like this, tell the organizer."),
)
