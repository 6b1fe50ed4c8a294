"""Who the attendee is: what sign-in, profile and access answer. No e-mail address is kept."""

from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing

MAX_TOKEN_CHARS = 8192
_ROLES = ("admin", "staff", "speaker", "exhibitor", "attendee")


@dataclass(frozen=True, slots=True)
class LoginResult:
    """What a sign-in yields: the attendee's token, a secret, and their user id ("" if not told)."""

    token: str = field(repr=False)
    user_id: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError if there is no token, or one that no header could carry."""
        found = parsing.as_dict(body)
        token = parsing.token(parsing.first(found, "access_token", "accessToken"), MAX_TOKEN_CHARS)
        if not token:
            raise ValueError("no usable access_token")
        return cls(token, parsing.id_text(found.get("userId")))


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's names, "" if not told, and portrait: an absolute https address or ""."""

    first_name: str
    last_name: str
    image_url: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object."""
        found = require_dict(body)
        first_name, last_name = found.get("firstName"), found.get("lastName")
        portrait = parsing.image(found.get("userProfilePhoto"))
        return cls(parsing.text(first_name, 100), parsing.text(last_name, 100), portrait)


@dataclass(frozen=True, slots=True)
class EventAccess:
    """An attendee's roles at an event, in lower case: "attendee", "speaker", "admin"…"""

    roles: tuple[str, ...]

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object; without a list of roles the flags are read."""
        found = require_dict(body)
        named = (parsing.enum_word(role).lower() for role in parsing.items(found.get("roles"), 20))
        flagged = (role for role in _ROLES if parsing.boolean(found.get(role)))
        return cls(tuple(dict.fromkeys(filter(None, named))) or tuple(flagged))


def require_dict(body: Any) -> dict[str, Any]:
    """The object an answer must be; ValueError for anything else, the empty one included."""
    found = parsing.as_dict(body)
    if not found:
        raise ValueError(f"expected an object, got {type(body).__name__}")
    return found
