"""The addresses of the documented calls, and the view of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from portal.sandbox.accelevents import auth, profile, registration, sessions
from portal.sandbox.accelevents.request_context import RequestContext


@dataclass(frozen=True)
class Route:
    """One documented call: its short name, its address, and the view that answers it."""

    call: str
    method: str
    path: str
    view: Callable[[RequestContext], Any]

    @property
    def template(self) -> str:
        """The call as the request log has it: "PUT /rest/events/{event}/session/{session}"."""
        return f"{self.method} {self.path}"


_EVENT = "/rest/events/{event}"
_ATTENDEE = "/rest/event/{event}/attendee"
_ACCESS = "/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"
_BREAKOUT = _EVENT + "/session/{session}/breakoutRoom/join/{room}"

ROUTES = [
    Route("login", "POST", "/rest/u/login", auth.login_with_password),
    Route("key", "POST", "/rest/u/loginUserByUserKey/{key}", auth.login_with_key),
    Route("token", "POST", "/rest/u/login/token/{token}", auth.login_with_token),
    Route("profile", "GET", "/rest/u/myprofile", profile.profile),
    Route("orders", "GET", "/rest/u/myticket/orders/active", profile.orders),
    Route("order_tickets", "GET", "/rest/u/myticket/order/tickets/{order}", profile.order_tickets),
    Route("access", "GET", _ACCESS, profile.access),
    Route("attendee", "GET", _ATTENDEE, profile.attendee),
    Route("event", "GET", _EVENT, sessions.event),
    Route("list", "GET", _EVENT + "/session/v2", sessions.sessions),
    Route("list_v1", "GET", _EVENT + "/session", sessions.sessions_v1),
    Route("detail", "GET", _EVENT + "/session/v2/{session}", sessions.session),
    Route("mine", "GET", _EVENT + "/user-session/registered", sessions.mine),
    Route("register", "POST", _EVENT + "/user-session/{session}", registration.register),
    Route("unregister", "DELETE", _EVENT + "/user-session/{session}", registration.unregister),
    Route("status", "PUT", _EVENT + "/user-session/{session}/status", registration.set_status),
    Route("join", "PUT", _EVENT + "/session/{session}", registration.join),
    Route("join_breakout", "PUT", _BREAKOUT, registration.join_breakout_room),
]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


_PATTERNS = [(_pattern(route.path), route) for route in ROUTES]


def resolve(method: str, path: str) -> tuple[Route | None, dict[str, str], bool]:
    """(the route or None, the variables of its path, whether the path exists for any method)."""
    by_path = [(route, match) for pattern, route in _PATTERNS if (match := pattern.fullmatch(path))]
    by_method = [(route, match) for route, match in by_path if route.method == method]
    if not by_method:
        return None, {}, bool(by_path)
    route, match = by_method[0]
    return route, {name: unquote(text) for name, text in match.groupdict().items()}, True
