"""What the entry and the poll responder exchange. It imports nothing, so both may import it."""

from collections.abc import Mapping
from typing import Protocol

Headers = list[tuple[str, str]]


class Scope(Protocol):
    """A request as granian describes it; header names are in lower case."""

    method: str
    path: str  # decoded
    query_string: str
    scheme: str
    http_version: str
    server: str
    client: str  # address:port
    headers: Mapping[str, str]


class Polls(Protocol):
    """The poll responder: the module that the setting POLL_RESPONDER names."""

    def is_poll(self, scope: Scope) -> bool:
        """Whether a page asks for its list again."""

    def not_modified_headers(self, scope: Scope) -> Headers | None:
        """The headers of a 304; None if Django must answer."""
