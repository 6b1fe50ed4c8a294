"""The key of a mailed link, held in a sealed cookie from the GET to the POST."""

from django.http import HttpRequest, HttpResponse

from portal.attendees.sealed_cookies import SealedCookie
from portal.attendees.sign_in_link import SignInLink

COOKIE = SealedCookie("__Host-portal-link")  # [event, key, whether it is a token]


def store(response: HttpResponse, event: str, link: SignInLink) -> None:
    """Hold the key of `link` for this event, in place of an older one."""
    COOKIE.store(response, [event, link.key, link.is_token])


def load(request: HttpRequest, event: str) -> SignInLink | None:
    """The link whose key is held for this event; None if there is none (any more)."""
    held_for, key, is_token = COOKIE.load(request) or ("", "", False)
    return SignInLink(key, event, is_token) if held_for == event else None


def clear(request: HttpRequest, response: HttpResponse) -> None:
    """Drop the key that is held."""
    COOKIE.clear(request, response)
