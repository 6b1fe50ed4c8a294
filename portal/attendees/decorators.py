"""Private by default: a view lets in only signed-in attendees unless it is marked `@public`."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.attendees.session import Attendee
from portal.attendees.session_store import SessionStore

View = TypeVar("View", bound=Callable[..., Any])


class PortalRequest(HttpRequest):
    """The request that every view is given."""

    htmx: HtmxDetails
    session: SessionStore
    display_mode: str  # "" at top level, else the URL prefix of the frame or the popup
    url_root: str  # where the portal begins in every display mode, mostly "/"
    top_level_path: Callable[[], str]  # the address of this page outside the frame
    event_url: str  # "" outside an event
    attendee: Attendee | None  # None on a public view, which asks `signed_in` if it must know
    known_until: float  # epoch seconds, on a private view: its sign-in may be believed until then


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


def poll(view: View) -> View:
    """
    Let a GET of this private view use what this process read of the session 30 seconds ago.

    It is for pages that ask again and again; whatever changes something must not be marked so.
    """
    view.is_poll = True  # type: ignore[attr-defined]
    return view


def is_poll(view: object) -> bool:
    """Whether the view is marked `@poll`."""
    return getattr(view, "is_poll", False) is True


def is_public(view: object) -> bool:
    """Whether the view is marked `@public`; a forgotten mark fails safe."""
    return getattr(view, "is_public", False) is True
