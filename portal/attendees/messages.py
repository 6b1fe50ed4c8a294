"""
From an error to the message that the attendee reads: what happened, why, and what to do next.

A wrong password and an unknown email read alike, so that nobody can find out from the portal who
is registered.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    StillLoading,
    TooManyWaiting,
)
from portal.attendees import message_texts
from portal.attendees.login_calls import PasswordLoginMissing
from portal.attendees.login_throttle import TooManyAttempts, Way

LoginFailure = ApiError | TooManyAttempts
OTHER_WAYS = {  # each way has limits of its own
    Way.PASSWORD: gettext_noop("Meanwhile, you can use the link from your email."),
    Way.KEY: gettext_noop("Meanwhile, you can use your password if you have one."),
}


@dataclass(frozen=True)
class ErrorMessage:
    """One or two sentences in each field, in the reader's language."""

    headline: str
    why: str
    next_step: str
    wait_seconds: int | None = None  # None if nobody knows


def message_for(failure: LoginFailure) -> ErrorMessage:
    """The message about a failure that ended a sign-in or a page."""
    if isinstance(failure, TooManyAttempts):
        return _throttled(failure)
    headline, why, next_step = _text_for(failure)
    return ErrorMessage(_(headline), _(why), _(next_step), _wait_seconds(failure))


def sign_in_status(failure: LoginFailure) -> int:
    """The HTTP status of a sign-in page that shows this failure."""
    if isinstance(failure, TooManyAttempts):
        return 429
    return 422 if isinstance(failure, ApiRefused) else page_status(failure)


def page_status(error: ApiError) -> int:
    """The HTTP status of an error page: never upstream's own, as a browser chokes on its 407."""
    is_down = isinstance(error, ApiUnreachable | ApiUnavailable | PasswordLoginMissing)
    return 503 if is_down else 502


def is_final(failure: LoginFailure) -> bool:
    """Whether the same key would be refused again, however long the attendee waits."""
    return isinstance(failure, ApiRefused)


def _text_for(error: ApiError) -> message_texts.MessageText:
    if isinstance(error, ApiRefused):
        return (
            message_texts.FOR_CODE.get(error.code)
            or message_texts.FOR_REASON.get(error.reason)
            or _with_upstream_message(error)
        )
    if isinstance(error, TooManyWaiting):
        return message_texts.TOO_MANY_WAITING
    if isinstance(error, StillLoading):
        return message_texts.STILL_LOADING
    if isinstance(error, ApiUnavailable):
        return message_texts.UNAVAILABLE
    if isinstance(error, ApiUnreachable):
        return message_texts.UNREACHABLE
    if isinstance(error, PasswordLoginMissing):
        return message_texts.PASSWORD_LOGIN_MISSING
    return message_texts.INVALID_RESPONSE


def _with_upstream_message(error: ApiRefused) -> message_texts.MessageText:
    """The text for an unknown reason: upstream's own sentence says more than ours."""
    headline, why, next_step = message_texts.UNKNOWN
    return headline, error.upstream_message or why, next_step


def _wait_seconds(error: ApiError) -> int | None:
    seconds = error.retry_after if isinstance(error, ApiUnavailable) else None
    return None if seconds is None else math.ceil(seconds)


def _throttled(failure: TooManyAttempts) -> ErrorMessage:
    minutes = max(1, math.ceil(failure.seconds / 60))
    next_step = ngettext(
        "Try again in %(minutes)d minute. We’ve paused sign-in so your account doesn’t get locked.",
        "Try again in %(minutes)d minutes. We’ve paused sign-in so your account doesn’t get"
        " locked.",
        minutes,
    )
    return ErrorMessage(
        _("Too many attempts"),
        _("Several sign-ins in a row failed, so the next one has to wait."),
        " ".join((next_step % {"minutes": minutes}, _(OTHER_WAYS[failure.way]))),
        math.ceil(failure.seconds),
    )
