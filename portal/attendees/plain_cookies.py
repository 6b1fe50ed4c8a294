"""
The cookies of the demo over http, where Safari takes none that is Secure, on localhost neither.

They travel without `Secure`, and so without `__Host-`, which demands it. Those of the frame are
left alone: a frame needs https.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "__Host-"


class PlainCookiesMiddleware:
    """Stands above all that reads or sets a cookie, which knows nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, its cookies renamed as those of the request were."""
        plain = settings.SESSION_COOKIE_NAME.removeprefix(PREFIX)
        for name in [name for name in request.COOKIES if name.startswith(plain)]:
            request.COOKIES[PREFIX + name] = request.COOKIES.pop(name)
        response = self.get_response(request)
        for name in [name for name in response.cookies if _is_ours(name)]:
            morsel: Any = response.cookies.pop(name)
            morsel.set(name.removeprefix(PREFIX), morsel.value, morsel.coded_value)
            morsel["secure"] = ""
            response.cookies[name.removeprefix(PREFIX)] = morsel
        return response


def _is_ours(name: str) -> bool:
    is_framed = name.startswith(settings.EMBED_COOKIE_NAME)
    return name.startswith(settings.SESSION_COOKIE_NAME) and not is_framed
