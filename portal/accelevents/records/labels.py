"""What a workshop is labelled with and who speaks in it."""

from dataclasses import dataclass
from typing import Any, Self

from portal.accelevents import parsing

IMAGE_PREFIX = ""  # upstream may name a picture by its bare upload id; where those lie is unknown


@dataclass(frozen=True, slots=True)
class Label:
    """A track or a tag; `color` is "#rrggbb" or ""."""

    id: str
    name: str
    color: str

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError without a name; a bare text is a name."""
        found = parsing.as_dict(body) or {"name": body}
        name = parsing.text(found.get("name"), 100)
        if not name:
            raise ValueError("a label without a name")
        label_id = parsing.id_text(found.get("id")) or name[:64]
        return cls(label_id, name, parsing.color(found.get("color")))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `image_url` is absolute https or ""; the e-mail upstream adds is not kept."""

    id: str
    user_id: str
    name: str
    title: str
    company: str
    image_url: str
    is_moderator: bool

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError without any name."""
        found = parsing.as_dict(body)
        name = parsing.joined((found.get("firstName"), found.get("lastName")))
        if not name:
            raise ValueError("a speaker without a name")
        return cls(
            id=parsing.id_text(found.get("speakerId")),
            user_id=parsing.id_text(found.get("userId")),
            name=name,
            title=parsing.text(found.get("title")),
            company=parsing.text(found.get("company")),
            image_url=parsing.image(parsing.first(found, "imageUrl", "photoUrl"), IMAGE_PREFIX),
            is_moderator=parsing.boolean(found.get("moderator")),
        )
