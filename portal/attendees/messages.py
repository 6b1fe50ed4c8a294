"""
From an error to what the attendee reads: what happened, why, and what next.

A wrong password and an unknown e-mail read alike, so that nobody can ask the portal who is
registered.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accelevents.exceptions import ApiError, ApiRefused, ApiUnavailable, ApiUnreachable
from portal.attendees import message_texts
from portal.attendees.login_throttle import TooManyAttempts

LoginFailure = ApiError | TooManyAttempts


@dataclass(frozen=True)
class ErrorMessage:
    """One or two sentences each, in the reader's language."""

    headline: str
    why: str
    next_step: str
    wait_seconds: int | None = None  # None: nobody knows


def message_for(obstacle: LoginFailure) -> ErrorMessage:
    """The words for whatever ended a sign-in or a page."""
    if isinstance(obstacle, TooManyAttempts):
        return _too_many(obstacle.seconds)
    headline, why, next_step = _words_for(obstacle)
    return ErrorMessage(_(headline), _(why), _(next_step), _wait_of(obstacle))


def sign_in_status(obstacle: LoginFailure) -> int:
    """The HTTP status of a sign-in page that shows this."""
    if isinstance(obstacle, TooManyAttempts):
        return 429
    return 422 if isinstance(obstacle, ApiRefused) else page_status(obstacle)


def page_status(error: ApiError) -> int:
    """The HTTP status of an error page: never upstream's own, a browser chokes on its 407."""
    return 503 if isinstance(error, ApiUnreachable | ApiUnavailable) else 502


def is_final(obstacle: LoginFailure) -> bool:
    """Whether the same key would be refused again, however long one waits."""
    return isinstance(obstacle, ApiRefused)


def _words_for(error: ApiError) -> message_texts.Words:
    if isinstance(error, ApiRefused):
        return (
            message_texts.FOR_CODE.get(error.code)
            or message_texts.FOR_REASON.get(error.reason)
            or _said(error)
        )
    if isinstance(error, ApiUnavailable):
        return message_texts.BUSY
    return message_texts.SILENT if isinstance(error, ApiUnreachable) else message_texts.BROKEN


def _said(error: ApiRefused) -> message_texts.Words:
    """A refusal that we have no words for: upstream's own sentence says more than ours."""
    headline, why, next_step = message_texts.UNKNOWN
    return headline, error.upstream_message or why, next_step


def _wait_of(error: ApiError) -> int | None:
    seconds = error.retry_after if isinstance(error, ApiUnavailable) else None
    return None if seconds is None else math.ceil(seconds)


def _too_many(seconds: float) -> ErrorMessage:
    minutes = max(1, math.ceil(seconds / 60))
    next_step = ngettext(
        "Try again in %(minutes)d minute. Until then we ask nobody, so that your account does not"
        " get locked.",
        "Try again in %(minutes)d minutes. Until then we ask nobody, so that your account does not"
        " get locked.",
        minutes,
    )
    return ErrorMessage(
        _("Too many tries"),
        _("Several sign-ins in a row did not work, so the next one has to wait."),
        next_step % {"minutes": minutes},
        math.ceil(seconds),
    )
