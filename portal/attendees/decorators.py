"""Private by default: a view lets in only signed-in attendees unless it is marked `@public`."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.attendees.session import Attendee

View = TypeVar("View", bound=Callable[..., Any])


class PortalRequest(HttpRequest):
    """The request that every view is given."""

    htmx: HtmxDetails
    display_mode: str  # "" at top level, else the URL prefix of the frame or the popup
    url_root: str  # where the portal begins in every display mode, mostly "/"
    top_level_path: Callable[[], str]  # the address of this page outside the frame
    event_url: str  # "" outside an event
    attendee: Attendee | None  # None on a public view, which asks `signed_in` if it must know


class SignedInRequest(PortalRequest):
    """The request that a private view is given: the middleware has let nobody else in."""

    attendee: Attendee


def public(view: View) -> View:
    """
    Let everybody see this view.

    Its request carries no attendee, so that a page for all says the same to everybody.
    """
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: object) -> bool:
    """Whether the view is marked `@public`; a forgotten mark fails safe."""
    return getattr(view, "is_public", False) is True
