"""The address that a client comes from, so that login attempts from there count together."""

from ipaddress import IPv4Address, ip_address, ip_network

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
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, 64), strict=False))
