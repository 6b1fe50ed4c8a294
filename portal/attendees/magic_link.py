"""The key of a mailed link, stored encrypted in the session from the GET to the POST."""

from django.http import HttpRequest

from portal.attendees.encryption import DecryptionError, decrypt, encrypt

SESSION_KEY = "link_keys"


def store(request: HttpRequest, event: str, key: str) -> None:
    """Hold `key` for this event, in place of an older one."""
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {event: encrypt(key)}


def load(request: HttpRequest, event: str) -> str:
    """The key of this event, or "" if there is none (any more)."""
    try:
        return decrypt(request.session[SESSION_KEY][event])
    except (KeyError, DecryptionError):
        return ""


def clear(request: HttpRequest, event: str) -> None:
    """Drop this event's key."""
    keys = request.session.pop(SESSION_KEY, {})
    others = {url: key for url, key in keys.items() if url != event}
    if others:
        request.session[SESSION_KEY] = others
