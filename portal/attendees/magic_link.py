"""The key of a mailed link between its GET and the press on the button: sealed in the session."""

from django.http import HttpRequest

from portal.attendees.session import SealBrokenError, seal, unseal

KEPT_UNDER = "link_keys"


def keep(request: HttpRequest, event: str, key: str) -> None:
    """Hold `key` for this event, in place of an older one."""
    request.session[KEPT_UNDER] = request.session.get(KEPT_UNDER, {}) | {event: seal(key)}


def kept(request: HttpRequest, event: str) -> str:
    """The key, or "" when there is none (any more)."""
    try:
        return unseal(request.session[KEPT_UNDER][event])
    except (KeyError, SealBrokenError):
        return ""


def forget(request: HttpRequest, event: str) -> None:
    """Drop this event's key."""
    keys = request.session.pop(KEPT_UNDER, {})
    others = {url: key for url, key in keys.items() if url != event}
    if others:
        request.session[KEPT_UNDER] = others
