"""A session belongs to the face that made it: its key is worth nothing in the other's cookie."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from portal.embedding.modes import DisplayMode, display_mode

REQUEST_KEY = "face"


class ModeBoundSessionMiddleware(SessionMiddleware):
    """Django's own, but a session with the stamp of another face counts as absent."""

    def process_request(self, request: HttpRequest) -> None:
        """Set request.session."""
        stamp = "framed" if display_mode(request) is DisplayMode.FRAME else ""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = _store_of(self.SessionStore, stamp)(key)


@cache
def _store_of(store: Any, stamp: str) -> Any:
    """The session store, minding the stamp ("" for none) whenever it loads or saves."""

    class Faced(store):  # type: ignore[misc]
        __qualname__ = store.__qualname__  # salts what is signed: sessions stay readable

        def load(self) -> dict[str, Any]:
            found: dict[str, Any] = super().load()
            if found.get(REQUEST_KEY, "") == stamp or not found:
                return found
            self._session_key = None
            return {}

        def save(self, must_create: bool = False) -> None:
            if stamp:
                self._get_session(no_load=must_create)[REQUEST_KEY] = stamp
            super().save(must_create)

    return Faced
