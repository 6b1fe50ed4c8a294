"""Which hosts a meeting may name, and what its page may do in the browser."""

import re

from django.conf import settings

from portal.accelevents.records import MeetingJoin

# What the meeting asks of the browser, for this page alone.
PERMISSIONS = ", ".join(
    f"{feature}=(self)"
    for feature in (
        "camera",
        "microphone",
        "display-capture",
        "speaker-selection",
        "autoplay",
        "fullscreen",
        "picture-in-picture",
    )
)
HOST = re.compile(r"(?:wss?://|https?://)?([a-z\d.-]+(?::\d{1,5})?)(?=[/?]|\Z)", re.ASCII)
# All that the page gets, and so all that is checked. The SDK uses no other address but
# EventIngestionUrl, to which it would report events.
MEDIA_FIELDS = ("AudioHostUrl", "SignalingUrl")


def media_problem(joined: MeetingJoin) -> str:
    """Which address of the meeting names a host that MEDIA_HOSTS does not; "" when all are fine."""
    placement = joined.meeting["MediaPlacement"]
    for name in MEDIA_FIELDS:
        address = placement[name]
        if not is_media_host(address):
            return f"{name} names the host {_host(address)!r}, which MEDIA_HOSTS does not"
    if not _is_secure(placement["SignalingUrl"]):
        return "SignalingUrl is not wss"
    return ""


def is_media_host(address: str) -> bool:
    """Whether the host of a URL or host:port is one of MEDIA_HOSTS."""
    host = _host(address)
    return bool(host) and any(_fits(host, allowed) for allowed in settings.MEDIA_HOSTS)


def content_policy() -> dict[str, list[str]]:
    """What the page may do beyond the site's policy: speak to the media hosts, run a worker."""
    schemes = ("wss", "ws") if settings.IS_SANDBOX else ("wss",)
    hosts = [f"{scheme}://{host}" for host in settings.MEDIA_HOSTS for scheme in schemes]
    return {"connect-src": hosts, "worker-src": ["blob:"], "media-src": ["'self'"]}


def _host(address: str) -> str:
    """
    host:port or host of a URL or of a bare host:port; "" for anything that is not plainly one.

    Stricter than a URL: what a browser could read as another host (user@, a backslash) is none.
    """
    found = HOST.match(address.lower())
    return found[1] if found else ""


def _fits(host: str, allowed: str) -> bool:
    name = host if ":" in allowed else host.partition(":")[0]
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return name == allowed


def _is_secure(address: str) -> bool:
    return address.startswith("wss://") or (settings.IS_SANDBOX and address.startswith("ws://"))
