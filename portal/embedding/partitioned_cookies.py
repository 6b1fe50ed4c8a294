"""
The frame's own session cookie, which browsers store separately for each embedding site.

Django 5.2 and Python before 3.14 do not know `Partitioned`, so this module adds it to Morsel. The
cookie is changed after SessionMiddleware, because a deletion must say `Partitioned` too, or the
cookie lives on: https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
"""

from http import cookies
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_Morsel: Any = cookies.Morsel
_Morsel._reserved.setdefault("partitioned", "Partitioned")
_Morsel._flags.add("partitioned")


def read_frame_cookie(request: HttpRequest) -> None:
    """Make the framed cookie this request's session cookie; the top-level one is never read."""
    request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    if framed := request.COOKIES.get(settings.EMBED_COOKIE_NAME):
        request.COOKIES[settings.SESSION_COOKIE_NAME] = framed


def write_frame_cookie(response: HttpResponse) -> None:
    """Send the cookie that SessionMiddleware set or deleted under the framed name, partitioned."""
    morsel: Any = response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    if morsel is None:
        return
    morsel.set(settings.EMBED_COOKIE_NAME, morsel.value, morsel.coded_value)
    morsel["samesite"], morsel["secure"], morsel["partitioned"] = "None", True, True
    response.cookies[settings.EMBED_COOKIE_NAME] = morsel
