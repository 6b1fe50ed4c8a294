"""Activates the reader's language for the time of a request."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from portal.localization.language import language_for


class ReaderLocaleMiddleware(LocaleMiddleware):
    """Django's own, but a language that is not translated still decides the clock."""

    def process_request(self, request: HttpRequest) -> None:
        """Set request.LANGUAGE_CODE."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(language_for(request.headers.get("Accept-Language", ""), chosen))
        request.LANGUAGE_CODE = translation.get_language()
