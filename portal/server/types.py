"""What the entry and the poll responder exchange. It imports nothing, so both may import it."""

from collections.abc import Iterable
from typing import Protocol

Headers = list[tuple[str, str]]


class RequestHeaders(Protocol):
    """The headers of a request, by names in lower case."""

    def __contains__(self, name: str, /) -> bool: ...

    def keys(self) -> Iterable[str]:
        """The names, each once."""

    def get(self, name: str, /) -> str | None:
        """The first value of that name; None if there is none."""

    def get_all(self, name: str, /) -> list[str]:
        """All values of that name."""


class Scope(Protocol):
    """A request as granian describes it."""

    method: str
    path: str  # decoded
    query_string: str
    scheme: str
    http_version: str
    server: str
    client: str  # address:port
    headers: RequestHeaders


class Polls(Protocol):
    """The poll responder: the module that the setting POLL_RESPONDER names."""

    def is_poll(self, scope: Scope) -> bool:
        """Whether a page asks for its list again."""

    def not_modified_headers(self, scope: Scope) -> Headers | None:
        """The headers of a 304; None if Django must answer."""
