"""The parts of one call before it is sent, and how its secrets stay out of the log."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import requests

from portal.accelevents.endpoints import Endpoint

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": "workshop-portal",
}
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

    def prepare(self, origin: str) -> requests.PreparedRequest:
        """
        The request for an adapter; `origin` is checked, and has no path.

        Raises requests.RequestException for a header that cannot be sent. The URL is put together
        here: its parts are quoted already, and to parse it again would double the work.
        """
        query = f"?{urlencode(self.query)}" if self.query else ""
        prepared = requests.PreparedRequest()
        prepared.method = self.endpoint.method
        prepared.url = f"{origin.rstrip('/')}{self.path}{query}"
        prepared.prepare_headers(HEADERS | self.headers)
        prepared.prepare_body(None, None, json=self.body)
        return prepared

    def redact(self, text: str) -> str:
        """`text` without this request's secrets and anybody's email, should upstream quote them."""
        for secret in self.secrets:
            if len(secret) >= MIN_SECRET_CHARS:
                text = text.replace(secret, "…").replace(quote(secret, safe=""), "…")
        return EMAIL.sub("…", text)
