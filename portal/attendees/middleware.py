"""Checks who asks on every request, lets them see it or not, and answers upstream failures."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from portal.accelevents.exceptions import ApiError, AuthenticationRequired
from portal.attendees.decorators import PortalRequest, is_public
from portal.attendees.error_pages import upstream_error_response
from portal.attendees.redirects import redirect_to_sign_in
from portal.attendees.session import sign_out, signed_in

logger = logging.getLogger(__name__)


class AttendeeMiddleware:
    """
    Private by default: a view that is not `@public` is open to its event's attendees only.

    Sets request.event_url and request.attendee (see PortalRequest), turns an ApiError that no view
    has caught into a page or a notice, and keeps responses out of shared caches.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        """
        Return the response; it is private and not stored unless the view has decided otherwise.

        `Vary: Cookie` comes from SessionMiddleware, because `signed_in` reads the session.
        """
        request.event_url, request.attendee = "", None
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: PortalRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through to its view, or respond in the view's place."""
        event = kwargs.get("event", "")
        if event and event not in settings.PORTAL_EVENTS:
            raise Http404
        request.event_url = event
        if is_public(view):
            return None
        if not event:
            raise PermissionDenied("a view outside an event must be marked @public")
        request.attendee = signed_in(request, event)
        return None if request.attendee else redirect_to_sign_in(request, event)

    def process_exception(self, request: PortalRequest, error: Exception) -> HttpResponse | None:
        """A page or a notice for an upstream failure; None for an error of our own."""
        event = request.event_url
        if isinstance(error, AuthenticationRequired) and event:
            logger.info("the sign-in of %r is over: %s", request.attendee, error)
            return self._ask_to_sign_in_again(request, event)
        return upstream_error_response(request, error) if isinstance(error, ApiError) else None

    def _ask_to_sign_in_again(self, request: PortalRequest, event: str) -> HttpResponse:
        sign_out(request, event)
        request.attendee = None
        return redirect_to_sign_in(request, event)
