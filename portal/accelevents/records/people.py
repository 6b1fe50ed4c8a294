"""The attendee: the answers of sign-in, profile and access. No email address is stored."""

import re
from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing

MAX_TOKEN_CHARS = 8192
MAX_EMAIL_CHARS = 320
# A whole address: one with stars in it may stand for several people.
_EMAIL = re.compile(r"[^@\s*]+@[^@\s*]+")
_ROLES = ("admin", "staff", "speaker", "exhibitor", "attendee")


@dataclass(frozen=True, slots=True)
class LoginResult:
    """The yield of a sign-in: the attendee's token, a secret, and user id ("" if not told)."""

    token: str = field(repr=False)
    user_id: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError if there is no token, or one that no header could carry."""
        fields = parsing.as_dict(body)
        value = parsing.first_present(fields, "access_token", "accessToken")
        token = parsing.token(value, MAX_TOKEN_CHARS)
        if not token:
            raise ValueError("no usable access_token")
        return cls(token, parsing.id_text(fields.get("userId")))


@dataclass(frozen=True, slots=True)
class Profile:
    """
    A person's names, "" if not told, and portrait: an absolute https address or "".

    `email` tells the person from others, and is neither kept nor logged: in lower case, "" if there
    is no whole address.
    """

    first_name: str
    last_name: str
    image_url: str
    email: str = field(repr=False)

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object."""
        fields = parsing.require_dict(body)
        first_name, last_name = fields.get("firstName"), fields.get("lastName")
        image_url = parsing.image_url(fields.get("userProfilePhoto"))
        return cls(
            parsing.text(first_name, 100),
            parsing.text(last_name, 100),
            image_url,
            _email(fields.get("email")),
        )


@dataclass(frozen=True, slots=True)
class EventAccess:
    """
    An attendee's roles at an event, in lower case: "attendee", "speaker", "admin"…

    The list of roles and the flags count together: whoever is more than an attendee by either of
    them may be shown what others may not see.
    """

    roles: tuple[str, ...]

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything but an object."""
        fields = parsing.require_dict(body)
        listed = (
            parsing.enum_word(role).lower() for role in parsing.items(fields.get("roles"), 20)
        )
        flagged = (role for role in _ROLES if parsing.boolean(fields.get(role)))
        return cls(tuple(dict.fromkeys(filter(None, (*listed, *flagged)))))


def _email(value: Any) -> str:
    email = parsing.text(value, MAX_EMAIL_CHARS + 1).casefold()
    return email if len(email) <= MAX_EMAIL_CHARS and _EMAIL.fullmatch(email) else ""
