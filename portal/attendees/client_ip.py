"""The address that a client comes from: whose attempts count together, and is it this machine."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def throttle_address(request: HttpRequest) -> str:
    """
    The address whose attempts count together: an IPv4 address, an IPv6 /64, "" if unknown.

    With TRUSTED_PROXY the last entry of X-Forwarded-For counts: the proxy in front added it. All
    entries before it are the client's own claim.
    """
    text: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXY:
        text = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or text
    address = _parse(text)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address or "")


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the connection itself is on loopback and no proxy says that it passes it on."""
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    is_loopback = address is not None and address.is_loopback
    return is_loopback and "X-Forwarded-For" not in request.headers


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4 one that is written as IPv6 as IPv4; None if it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
