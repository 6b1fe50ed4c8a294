"""Binds a session to the display mode that made it: its key is worthless in the other cookie."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from portal.embedding.modes import DisplayMode, display_mode

SESSION_KEY = "face"


class ModeBoundSessionMiddleware(SessionMiddleware):
    """Django's own, but a session with the stamp of another display mode counts as absent."""

    def process_request(self, request: HttpRequest) -> None:
        """Set request.session."""
        stamp = "framed" if display_mode(request) is DisplayMode.FRAME else ""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = _bound_store(self.SessionStore, stamp)(key)


@cache
def _bound_store(store: Any, stamp: str) -> Any:
    """The session store, which checks the stamp ("" for none) whenever it loads or saves."""

    class ModeBoundStore(store):  # type: ignore[misc]
        __qualname__ = store.__qualname__  # salts what is signed: sessions stay readable

        def load(self) -> dict[str, Any]:
            data: dict[str, Any] = super().load()
            if data.get(SESSION_KEY, "") == stamp or not data:
                return data
            self._session_key = None
            return {}

        def save(self, must_create: bool = False) -> None:
            if stamp:
                self._get_session(no_load=must_create)[SESSION_KEY] = stamp
            super().save(must_create)

    return ModeBoundStore
