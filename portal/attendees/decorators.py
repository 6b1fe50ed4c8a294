"""Private by default: a view lets in only signed-in attendees unless it is marked `@public`."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.attendees.session import Attendee

View = TypeVar("View", bound=Callable[..., Any])


class PortalRequest(HttpRequest):
    """What every view is given."""

    htmx: HtmxDetails
    event_url: str  # "" outside an event
    attendee: Attendee | None  # None on a public view, which asks `signed_in` if it must know


class SignedInRequest(PortalRequest):
    """What a private view is given: the middleware let nobody else come so far."""

    attendee: Attendee


def public(view: View) -> View:
    """
    Let everybody see this view.

    Its request carries no attendee, so that a page for all says the same to everybody.
    """
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: object) -> bool:
    """Whether the view was marked; a forgotten mark fails safe."""
    return getattr(view, "is_public", False) is True
