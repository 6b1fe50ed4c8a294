"""The key of a mailed link, stored encrypted in the session from the GET to the POST."""

from django.http import HttpRequest

from portal.attendees.encryption import DecryptionError, decrypt, encrypt
from portal.attendees.sign_in_link import SignInLink

SESSION_KEY = "link_keys"
TOKEN, KEY = "token", "key"  # what is stored is "<one of them>:<key>"


def store(request: HttpRequest, event: str, link: SignInLink) -> None:
    """Hold the key of `link` for this event, in place of an older one."""
    stored = encrypt(f"{TOKEN if link.is_token else KEY}:{link.key}")
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {event: stored}


def load(request: HttpRequest, event: str) -> SignInLink | None:
    """The link whose key is held for this event; None if there is none (any more)."""
    try:
        kind, _, key = decrypt(request.session[SESSION_KEY][event]).partition(":")
    except (KeyError, DecryptionError):
        return None
    return SignInLink(key, event, kind == TOKEN) if key else None


def clear(request: HttpRequest, event: str) -> None:
    """Drop this event's key."""
    keys = request.session.pop(SESSION_KEY, {})
    others = {url: key for url, key in keys.items() if url != event}
    if others:
        request.session[SESSION_KEY] = others
