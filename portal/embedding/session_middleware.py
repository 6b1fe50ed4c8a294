"""Binds a session to the display mode that made it: its key is worthless in the other cookie."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from portal.embedding.modes import DisplayMode, display_mode

FRAME_SCOPE = "framed:"


class ModeBoundSessionMiddleware(SessionMiddleware):
    """Django's own, but the key of another display mode names another session, which is none."""

    def process_request(self, request: HttpRequest) -> None:
        """Set request.session."""
        scope = FRAME_SCOPE if display_mode(request) is DisplayMode.FRAME else ""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        store: Any = self.SessionStore  # the portal's own, which takes a scope
        request.session = store(key, scope)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save what was changed; who was signed out meanwhile loses the cookie, not the page."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
            return response
