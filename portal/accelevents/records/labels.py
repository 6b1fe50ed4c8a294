"""The labels of a workshop and the people who speak in it."""

from dataclasses import dataclass
from typing import Any, Self

from portal.accelevents import parsing

MAX_BIO_CHARS = 1000
IMAGE_PREFIX = ""  # upstream may name a picture by its bare upload id; its address is unknown


@dataclass(frozen=True, slots=True)
class Label:
    """A track or a tag; `color` is "#rrggbb" or ""."""

    id: str
    name: str
    color: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError without a name; a bare text is a name."""
        fields = parsing.as_dict(body) or {"name": body}
        name = parsing.text(fields.get("name"), 100)
        if not name:
            raise ValueError("a label without a name")
        label_id = parsing.id_text(fields.get("id")) or name[:64]
        return cls(label_id, name, parsing.color(fields.get("color")))


@dataclass(frozen=True, slots=True)
class Speaker:
    """
    A speaker. `image_url` is absolute https or ""; the email that upstream adds is dropped.

    `bio` is what the organizer wrote of them, text or HTML, not cleaned; "" for nothing.
    """

    id: str
    user_id: str
    name: str
    title: str
    company: str
    image_url: str
    is_moderator: bool
    bio: str = ""

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError without any name."""
        fields = parsing.as_dict(body)
        name = parsing.join_texts((fields.get("firstName"), fields.get("lastName")))
        if not name:
            raise ValueError("a speaker without a name")
        image = parsing.first_present(fields, "imageUrl", "photoUrl")
        return cls(
            id=parsing.id_text(fields.get("speakerId")),
            user_id=parsing.id_text(fields.get("userId")),
            name=name,
            title=parsing.text(fields.get("title")),
            company=parsing.text(fields.get("company")),
            image_url=parsing.image_url(image, IMAGE_PREFIX),
            is_moderator=parsing.boolean(fields.get("moderator")),
            bio=parsing.text(fields.get("bio"), MAX_BIO_CHARS),
        )
