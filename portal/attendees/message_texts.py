"""The texts (headline, why, next step) for each reason that can keep an attendee out at sign-in."""

from django.utils.translation import gettext_noop as _

from portal.accelevents.exceptions import Reason

MessageText = tuple[str, str, str]

FOR_REASON: dict[Reason, MessageText] = {
    Reason.WRONG_PASSWORD: (
        _("Incorrect email or password"),
        _("Accelevents doesn’t recognize this email with this password."),
        _(
            "Check both and try again. If you signed up with Google, Apple, LinkedIn, Facebook or"
            " Okta, you don’t have a password here. Use the link in your email instead."
        ),
    ),
    Reason.ACCOUNT_LOCKED: (
        _("This account is temporarily locked"),
        _("There were too many attempts, so Accelevents locked it to protect you."),
        _("Wait 30 minutes, or set a new password on the event’s page."),
    ),
    Reason.KEY_BLOCKED: (
        _("This link has been blocked"),
        _("This link no longer works and can’t be renewed."),
        _("Contact the organizer, or sign in with your email and password."),
    ),
    Reason.KEY_USED: (
        _("This link was already used or has expired"),
        _("Most email links work once and for a limited time."),
        _("Ask for a new link on the event’s page, or sign in with your email and password."),
    ),
    Reason.KEY_INVALID: (
        _("This link isn’t valid"),
        _("Accelevents doesn’t recognize it. Part of the link is often missing."),
        _("Copy the whole link from your latest email and paste it here."),
    ),
    Reason.NO_EVENT_TICKET: (
        _("You don’t have a ticket for this event"),
        _("Your account is fine, but it has no ticket for the online event."),
        _(
            "Get a ticket on the event’s page. If you have one, sign in with the email it was"
            " bought with, or ask the organizer."
        ),
    ),
    Reason.EVENT_FULL: (
        _("This event is full"),
        _("All spots are taken."),
        _("Ask the organizer if a spot might open up."),
    ),
    Reason.EVENT_NOT_OPEN: (
        _("This event isn’t open yet"),
        _("The organizer hasn’t opened it."),
        _("Come back closer to the start, or ask the organizer when it opens."),
    ),
    Reason.EVENT_NOT_FOUND: (
        _("Accelevents doesn’t recognize this event"),
        _("It may have been closed or moved."),
        _("Ask the organizer for the event’s address."),
    ),
    Reason.ACCOUNT_PROBLEM: (
        _("There’s more than one account with this email"),
        _("Accelevents can’t tell which one is yours."),
        _("Ask the organizer to merge your accounts."),
    ),
    Reason.SIGN_IN_AGAIN: (
        _("You were signed out right away"),
        _("Accelevents signed you in, then no longer recognized you."),
        _("Sign in again. If it keeps happening, tell the organizer."),
    ),
    Reason.NOT_FOUND: (
        _("This is no longer available"),
        _("Accelevents doesn’t have it, or no longer shows it to you."),
        _("Reload the page in a minute. If it keeps happening, tell the organizer."),
    ),
    Reason.FORBIDDEN: (
        _("Your account can’t see this"),
        _("Accelevents didn’t allow it."),
        _("If you think you should see it, ask the organizer."),
    ),
}

# 4068917 and a full event are one Reason, but here the next step differs.
FOR_CODE: dict[str, MessageText] = {
    "4068917": (
        _("All free spots are taken"),
        _("There are still spots, but not for free."),
        _("Buy a ticket on the event’s page, then sign in here again."),
    ),
}
UNKNOWN: MessageText = (
    _("Accelevents refused this"),
    _("It gave no reason we recognize."),
    _("Try again in a minute. If it keeps happening, tell the organizer."),
)
UNREACHABLE: MessageText = (
    _("Accelevents isn’t responding"),
    _("It’s not about you or your account: Accelevents didn’t respond in time."),
    _("Try again in a minute."),
)
UNAVAILABLE: MessageText = (
    _("Accelevents is busy"),
    _("It’s not about you or your account: it’s asking everyone to wait."),
    _("Try again in a minute."),
)
STILL_LOADING: MessageText = (
    _("This workshop isn’t in the list yet"),
    _("The list is long, and it’s still loading."),
    _("Try again in a few seconds."),
)
TOO_MANY_WAITING: MessageText = (
    _("Many people are waiting right now"),
    _("Accelevents is slow right now, and our line is full."),
    _("Try again in a few seconds."),
)
PASSWORD_LOGIN_MISSING: MessageText = (
    _("Password sign-in isn’t working right now"),
    _("Accelevents didn’t accept it. It’s not about you or your password."),
    _("Use the link in your email: paste it below."),
)
INVALID_RESPONSE: MessageText = (
    _("Accelevents sent a response we can’t use"),
    _("It’s not about you or your account: something went wrong at Accelevents."),
    _("Try again in a few minutes. If it keeps happening, tell the organizer."),
)
