"""Which address is which call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from portal.sandbox.accelevents import auth, registration, sessions
from portal.sandbox.accelevents.request_context import Asked


@dataclass(frozen=True)
class Route:
    """One documented call: its short name, its address and what answers it."""

    call: str
    method: str
    path: str
    answer: Callable[[Asked], Any]

    @property
    def template(self) -> str:
        """As the journal and people write it: "PUT /rest/events/{event}/session/{session}"."""
        return f"{self.method} {self.path}"


_EVENT = "/rest/events/{event}"
_ACCESS = "/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"

ROUTES = [
    Route("login", "POST", "/rest/u/login", auth.by_password),
    Route("key", "POST", "/rest/u/loginUserByUserKey/{key}", auth.by_key),
    Route("token", "POST", "/rest/u/login/token/{token}", auth.by_token),
    Route("profile", "GET", "/rest/u/myprofile", auth.profile),
    Route("access", "GET", _ACCESS, auth.access),
    Route("event", "GET", _EVENT, sessions.event),
    Route("list", "GET", _EVENT + "/session/v2", sessions.sessions),
    Route("list_v1", "GET", _EVENT + "/session", sessions.sessions_v1),
    Route("detail", "GET", _EVENT + "/session/v2/{session}", sessions.session),
    Route("mine", "GET", _EVENT + "/user-session/registered", sessions.mine),
    Route("register", "POST", _EVENT + "/user-session/{session}", registration.register),
    Route("unregister", "DELETE", _EVENT + "/user-session/{session}", registration.unregister),
    Route("status", "PUT", _EVENT + "/user-session/{session}/status", registration.set_status),
    Route("join", "PUT", _EVENT + "/session/{session}", registration.join),
]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


_PATTERNS = [(_pattern(route.path), route) for route in ROUTES]


def find(method: str, path: str) -> tuple[Route | None, dict[str, str], bool]:
    """(the call or None, its path's variables, whether the path exists with any method)."""
    hits = [(route, found) for pattern, route in _PATTERNS if (found := pattern.fullmatch(path))]
    mine = [(route, found) for route, found in hits if route.method == method]
    if not mine:
        return None, {}, bool(hits)
    route, found = mine[0]
    return route, {name: unquote(text) for name, text in found.groupdict().items()}, True
