"""Who the attendee is: what sign-in, profile and access answer. No e-mail address is kept."""

from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing as reading

TOKEN_AT_MOST = 8192
_ROLES = ("admin", "staff", "speaker", "exhibitor", "attendee")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in yields: the attendee's token, a secret, and their user id ("" if not told)."""

    token: str = field(repr=False)
    user_id: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError if there is no token, or one that no header could carry."""
        found = reading.mapping(body)
        token = reading.exact(reading.first(found, "access_token", "accessToken"), TOKEN_AT_MOST)
        if not token:
            raise ValueError("no usable access_token")
        return cls(token, reading.identity(found.get("userId")))


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's names, "" if not told, and portrait: an absolute https address or ""."""

    first_name: str
    last_name: str
    image_url: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object."""
        found = needed(body)
        first_name, last_name = found.get("firstName"), found.get("lastName")
        portrait = reading.image(found.get("userProfilePhoto"))
        return cls(reading.text(first_name, 100), reading.text(last_name, 100), portrait)


@dataclass(frozen=True, slots=True)
class Access:
    """An attendee's roles at an event, in lower case: "attendee", "speaker", "admin"…"""

    roles: tuple[str, ...]

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object; without a list of roles the flags are read."""
        found = needed(body)
        named = (reading.word(role).lower() for role in reading.items(found.get("roles"), 20))
        flagged = (role for role in _ROLES if reading.truth(found.get(role)))
        return cls(tuple(dict.fromkeys(filter(None, named))) or tuple(flagged))


def needed(body: Any) -> dict[str, Any]:
    """The object an answer must be; ValueError for anything else, the empty one included."""
    found = reading.mapping(body)
    if not found:
        raise ValueError(f"expected an object, got {type(body).__name__}")
    return found
