"""The calls that the portal makes: each with its method, path template and kind."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from urllib.parse import quote

_TEMPLATE = re.compile(r"(?P<method>[A-Z]+) (?P<path>\S+)", re.ASCII)
_PATH = re.compile(r"/(?!/)(?:[\w.~!$&'()*+,;=:@/-]|\{event\}|\{session\})*", re.ASCII)


class EndpointKind(StrEnum):
    """The subject of a call: the same code or status can mean another thing for another kind."""

    READ = auto()
    WRITE = auto()
    SESSION = auto()  # about one session: detail, register, join
    PASSWORD = auto()
    KEY = auto()  # sign-in with a magic-link key or an access-link token
    ORGANIZER = auto()  # made in the organization's name, with its API key


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call; str(endpoint) is its template, which is what logs and errors name."""

    method: str
    path: str
    kind: EndpointKind = EndpointKind.READ
    is_configured: bool = False  # its path is a setting, so a bare 404 means "wrong path"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_read(self) -> bool:
        """Whether the call may be repeated, because it changes nothing upstream."""
        return self.method == "GET"

    def build_path(self, values: dict[str, str]) -> str:
        """The path with each value quoted as one segment; ValueError if a value cannot be one."""
        path = self.path
        for name, value in values.items():
            if not value.strip("."):  # "", "." and ".." would change the path, quoted or not
                raise ValueError(f"{self}: {name} cannot be a path segment")
            path = path.replace("{" + name + "}", quote(value, safe="", errors="replace"))
        return path


SIGN_IN_WITH_PASSWORD = Endpoint("POST", "/rest/u/login", EndpointKind.PASSWORD)
SIGN_IN_WITH_USER_KEY = Endpoint("POST", "/rest/u/loginUserByUserKey/{key}", EndpointKind.KEY)
SIGN_IN_WITH_LOGIN_TOKEN = Endpoint("POST", "/rest/u/login/token/{key}", EndpointKind.KEY)
PROFILE = Endpoint("GET", "/rest/u/myprofile")
EVENT = Endpoint("GET", "/rest/events/{event}")
ACCESS = Endpoint("GET", "/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess")
ATTENDEE = Endpoint("GET", "/rest/event/{event}/attendee")
LIST = Endpoint("GET", "/rest/events/{event}/session/v2")
MINE = Endpoint("GET", "/rest/events/{event}/user-session/registered")
ORDERS = Endpoint("GET", "/rest/u/myticket/orders/active")
ORDER_TICKETS = Endpoint("GET", "/rest/u/myticket/order/tickets/{order}")
DETAIL = Endpoint("GET", "/rest/events/{event}/session/v2/{session}", EndpointKind.SESSION)
JOIN = Endpoint("PUT", "/rest/events/{event}/session/{session}", EndpointKind.SESSION)
JOIN_BREAKOUT_ROOM = Endpoint(
    "PUT", "/rest/events/{event}/session/{session}/breakoutRoom/join/{room}", EndpointKind.SESSION
)


def parse_call_template(text: str, kind: EndpointKind = EndpointKind.WRITE) -> Endpoint | None:
    """
    The call that a setting such as "POST /rest/events/{event}/user-session/{session}" describes.

    None for an empty text (the call is not offered); ValueError with one sentence for a wrong one.
    """
    if not text.strip():
        return None
    matched = _TEMPLATE.fullmatch(text.strip())
    if matched is None or matched["method"] not in {"POST", "PUT", "PATCH", "DELETE"}:
        raise ValueError(f"{text!r} must be POST, PUT, PATCH or DELETE, one space, and a path.")
    _check_path(matched["path"])
    return Endpoint(matched["method"], matched["path"], kind, is_configured=True)


def _check_path(path: str) -> None:
    """ValueError unless `path` stays on the API's host and names the session and nothing odd."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path!r} must begin with one / and name no host.")
    if re.search(r"\{(?!event\}|session\})", path):
        raise ValueError(f"{path!r} may use {{event}} and {{session}} only.")
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise ValueError(f"{path!r} must be a plain path without query, fragment or '..'.")
    if "{session}" not in path:
        raise ValueError(f"{path!r} must contain {{session}}, or every session would be the same.")
