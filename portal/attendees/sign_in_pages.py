"""The sign-in pages, with a message about what kept the attendee out."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal import events
from portal.attendees import magic_link
from portal.attendees.decorators import PortalRequest
from portal.attendees.error_pages import with_retry_after
from portal.attendees.forms import KeyForm, PasswordForm
from portal.attendees.messages import (
    ErrorMessage,
    LoginFailure,
    is_final,
    message_for,
    sign_in_status,
)
from portal.attendees.redirects import requested_next
from portal.attendees.session import api_for
from portal.attendees.sign_in_link import SignInLink


def link_failed(request: PortalRequest, failure: LoginFailure) -> HttpResponse:
    """The other ways to sign in, or the button again while the key may still work."""
    if is_final(failure):
        response = refused(request, failure)
        magic_link.clear(request, response)
        return response
    message = message_for(failure)
    page = render(
        request,
        "attendees/confirm_magic_link.html",
        {"error_message": message},
        status=sign_in_status(failure),
    )
    return with_retry_after(page, message)


def refused(request: PortalRequest, failure: LoginFailure, **context: Any) -> HttpResponse:
    """Both ways to sign in, below the message about the failure."""
    message = message_for(failure)
    page = sign_in_page(request, sign_in_status(failure), error_message=message, **context)
    return with_retry_after(page, message)


def sign_in_page(request: PortalRequest, status: int = 200, **context: Any) -> HttpResponse:
    """The sign-in page; `context` overrides what an untouched page shows."""
    events.refresh(request.event_url, api_for(None))
    untouched = {
        "email_form": PasswordForm(),
        "key_form": KeyForm(),
        "next": requested_next(request, request.event_url),
        "error_message": None,
        "other_event": None,
        "signed_out": "signed_out" in request.GET,
        "is_over": "over" in request.GET,
        "event_page": events.page_url(request.event_url),
        "people": settings.DEMO_PEOPLE,
    }
    return render(request, "attendees/sign_in.html", untouched | context, status=status)


def is_for(event: str, link: SignInLink) -> bool:
    """Whether the link may be spent here: it names this event, or none."""
    return not link.event or events.is_same(event, link.event)


def link_for_other_event(request: PortalRequest, named: str, status: int = 200) -> HttpResponse:
    """
    The sign-in page below a message about a link for the event that is `named`, not yet spent.

    If that event is served here too, the page leads to its sign-in.
    """
    other = next((url for url in settings.PORTAL_EVENTS if events.is_same(url, named)), "")
    if other:
        next_step = _("Go to the sign-in page of that event, and paste the link there.")
    else:
        next_step = _("Use the link from the email about this event, or ask the organizer for it.")
    message = ErrorMessage(
        _("This link is for another event"),
        _("It doesn’t work here, so it hasn’t been used."),
        next_step,
    )
    other_event = events.cached(other) if other else None
    return sign_in_page(request, status, error_message=message, other_event=other_event)


def form_token_outdated() -> ErrorMessage:
    """The message about a form token that is no longer valid."""
    return ErrorMessage(
        _("This page was open too long"),
        _("You may have signed in or out in another tab, so its buttons no longer work."),
        _("Reload the page. Nothing was sent to Accelevents."),
    )


def cookie_missing() -> ErrorMessage:
    """The message about a form that came without our cookie."""
    return ErrorMessage(
        _("Your browser didn’t send our cookie"),
        _("It may block cookies for this site, or this page may have been open for a day."),
        _("Reload the page. If that doesn’t help, allow cookies for this site."),
    )
