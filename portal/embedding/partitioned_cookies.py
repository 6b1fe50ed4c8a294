"""
The frame's own cookies, which browsers store separately for each embedding site.

Everything else knows a cookie by its name at top level, `__Host-portal…`; in the frame it travels
as `__Host-portal-embed…`, whatever it is for.

Django 5.2 and Python before 3.14 do not know `Partitioned`, so this module adds it to Morsel.
Cookies are changed after all other middleware, because a deletion must say `Partitioned` too, or
the cookie lives on: https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
"""

from http import cookies
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_Morsel: Any = cookies.Morsel
_Morsel._reserved.setdefault("partitioned", "Partitioned")
_Morsel._flags.add("partitioned")


def read_frame_cookies(request: HttpRequest) -> None:
    """Give the framed cookies their usual names; those of the top level are never read."""
    framed = settings.EMBED_COOKIE_NAME
    ours = [name for name in request.COOKIES if name.startswith(settings.SESSION_COOKIE_NAME)]
    sent = {name: request.COOKIES.pop(name) for name in ours}
    for name, value in sent.items():
        if name.startswith(framed):
            request.COOKIES[settings.SESSION_COOKIE_NAME + name.removeprefix(framed)] = value


def write_frame_cookies(response: HttpResponse) -> None:
    """Send the cookies that were set or deleted under their framed names, partitioned."""
    ours = [name for name in response.cookies if name.startswith(settings.SESSION_COOKIE_NAME)]
    for name in ours:
        morsel: Any = response.cookies.pop(name)
        framed = settings.EMBED_COOKIE_NAME + name.removeprefix(settings.SESSION_COOKIE_NAME)
        morsel.set(framed, morsel.value, morsel.coded_value)
        morsel["samesite"], morsel["secure"], morsel["partitioned"] = "None", True, True
        response.cookies[framed] = morsel
