"""
The form token: in a cookie of its own, so that a page with a form needs no session.

`__Host-` keeps other hosts, siblings included, from setting it, and it is new after each sign-in
and sign-out.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_vary_headers


class FormTokenMiddleware(CsrfViewMiddleware):
    """Django's own, but it sends a cookie only if the browser has another one, or none."""

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponse) -> None:
        """
        Leave the cookie alone that the browser has.

        A page that was under way during a sign-in would bring the old one back.
        """
        if request.COOKIES.get(settings.CSRF_COOKIE_NAME) == request.META["CSRF_COOKIE"]:
            patch_vary_headers(response, ["Cookie"])
        else:
            super()._set_csrf_cookie(request, response)  # type: ignore[misc]
