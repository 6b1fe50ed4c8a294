"""Checks who asks on every request, lets them see it or not, and answers upstream failures."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnreachable,
    AuthenticationRequired,
    Reason,
)
from portal.attendees import session_copies
from portal.attendees.decorators import PortalRequest, is_poll, is_public
from portal.attendees.error_pages import upstream_error_response
from portal.attendees.redirects import redirect_to_sign_in
from portal.attendees.session import sign_out, signed_in
from portal.attendees.sign_in_check import is_still_signed_in, wants_bearer

logger = logging.getLogger(__name__)


class AttendeeMiddleware:
    """
    Private by default: a view that is not `@public` is open to its event's attendees only.

    Sets request.event_url, .attendee and .known_until (see PortalRequest), turns an ApiError that
    no view has caught into a page or a notice, and keeps responses out of shared caches.
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
        request.session.accepts_copy = is_poll(view) and request.method == "GET"
        request.attendee = signed_in(request, event)
        request.known_until = time.time() + session_copies.MAX_AGE_SECONDS - request.session.age
        return None if request.attendee else redirect_to_sign_in(request, event)

    def process_exception(self, request: PortalRequest, error: Exception) -> HttpResponse | None:
        """A page or a notice for an upstream failure; None for an error of our own."""
        if isinstance(error, AuthenticationRequired) and request.event_url:
            return self._after_401(request, error)
        return upstream_error_response(request, error) if isinstance(error, ApiError) else None

    def _after_401(self, request: PortalRequest, error: AuthenticationRequired) -> HttpResponse:
        """
        Only a sign-in that is over leads to the sign-in page: the next one would not help else.

        If upstream still knows the attendee, it refused this one call, unless the check has just
        found out how it wants tokens: then the page is tried again. If it does not tell, the page
        says that it does not answer.
        """
        wanted_bearer = wants_bearer()
        is_signed_in = is_still_signed_in(request.attendee) if request.attendee else False
        if is_signed_in and wants_bearer() > wanted_bearer and request.method == "GET":
            return HttpResponseRedirect(request.get_full_path())
        if is_signed_in is None:
            return upstream_error_response(request, ApiUnreachable(error.call, detail=str(error)))
        if is_signed_in:
            return upstream_error_response(request, _refusal_of_one_call(error))
        logger.info("the sign-in of %r is over: %s", request.attendee, error)
        return self._ask_to_sign_in_again(request, request.event_url)

    def _ask_to_sign_in_again(self, request: PortalRequest, event: str) -> HttpResponse:
        sign_out(request, event)
        request.attendee = None
        return redirect_to_sign_in(request, event)


def _refusal_of_one_call(error: AuthenticationRequired) -> ApiRefused:
    """A 401 that leaves the sign-in alone, as the refusal that it is."""
    return ApiRefused(
        error.call,
        reason=Reason.FORBIDDEN,
        http_status=error.http_status,
        code=error.code,
        upstream_message=error.upstream_message,
        detail="the sign-in still holds",
    )
