"""The policies of every answer: what browsers may do with it."""

from collections.abc import Callable
from typing import Any

from portal.server.types import Headers

# The strictest, for answers that need nothing: pages decide more, and differently, of their own.
STRICTEST: Headers = [
    ("Cache-Control", "private, no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
]


class DefaultPoliciesMiddleware:
    """
    Stands above all others: a policy that none of them has decided is the strictest one.

    So static files, which are answered above CSP and frames, have policies too, and no other site
    can load anything but what says that it may (embed.js).
    """

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Return the response with all policies."""
        response = self.get_response(request)
        for name, value in STRICTEST:
            response.headers.setdefault(name, value)
        return response
