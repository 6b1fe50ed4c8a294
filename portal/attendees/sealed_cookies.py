"""
Cookies that only this portal can read, for ten minutes: what a visitor who has not signed in yet
brings from one request to the next. Such visitors leave nothing in the database or a cache.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.attendees.encryption import DecryptionError, decrypt, encrypt

MAX_AGE_SECONDS = 600


@dataclass(frozen=True)
class SealedCookie:
    """A cookie of this name; in the frame it has another one (see portal.embedding)."""

    name: str

    def load(self, request: HttpRequest) -> Any:
        """What was stored, a JSON value; None if there is nothing, or for too long."""
        try:
            text = decrypt(request.COOKIES.get(self.name, ""), MAX_AGE_SECONDS)
        except DecryptionError:
            return None
        name, _, data = text.partition("\n")
        return json.loads(data) if name == self.name else None

    def store(self, response: HttpResponse, data: Any) -> None:
        """Send `data`, a JSON value, in place of what the cookie held."""
        text = encrypt(f"{self.name}\n{json.dumps(data)}")
        response.set_cookie(
            self.name, text, MAX_AGE_SECONDS, secure=True, httponly=True, samesite="Lax"
        )

    def clear(self, request: HttpRequest, response: HttpResponse) -> None:
        """Delete the cookie, if the browser has it."""
        if self.name in request.COOKIES:
            response.delete_cookie(self.name, samesite="Lax")
