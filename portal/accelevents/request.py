"""The parts of one call before it is sent, and how its secrets stay out of the log."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from portal.accelevents.endpoints import Endpoint

MIN_SECRET_CHARS = 5  # shorter secrets are words of any sentence
EMAIL = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that one call sends; only the endpoint's template is ever logged."""

    endpoint: Endpoint
    path: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    query: dict[str, str] = field(repr=False)
    body: dict[str, Any] | None = field(repr=False, default=None)
    secrets: tuple[str, ...] = field(repr=False, default=())

    def redact(self, text: str) -> str:
        """`text` without this request's secrets and anybody's email, should upstream quote them."""
        for secret in self.secrets:
            if len(secret) >= MIN_SECRET_CHARS:
                text = text.replace(secret, "…").replace(quote(secret, safe=""), "…")
        return EMAIL.sub("…", text)
