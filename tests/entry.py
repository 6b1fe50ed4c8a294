"""Requests as a WSGI server hands them on, past Django's test client, which begins behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from tests.visits import FRAGMENT, HTMX
from workshops.unchanged import Unchanged


@dataclass
class Answer:
    """What left for the browser."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def etag(self) -> str:
        return dict(self.headers)["ETag"]


@dataclass
class Entry:
    """The portal from its entry on, which counts what comes through to Django."""

    asked: int = 0
    django: WSGIHandler = field(default_factory=WSGIHandler)

    def __post_init__(self) -> None:
        self.application = Unchanged(self._counted)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Answer:
        """The answer as everybody gets it."""
        return answer_of(self.application, environ(browser, address, **headers))

    def plainly(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Answer:
        """The answer of Django, which an entry gets that has seen no short answer yet."""
        return answer_of(Unchanged(self.django), environ(browser, address, **headers))


def environ(browser: Client, address: str, **headers: str) -> dict[str, Any]:
    """A GET of `address` with that browser's cookies."""
    factory = RequestFactory()
    factory.cookies = browser.cookies
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return factory.get(address, headers=HTMX | named).environ


def answer_of(application: Callable[..., Any], asked: dict[str, Any]) -> Answer:
    """What a WSGI application answers."""
    begun: list[Any] = []
    parts = application(asked, lambda status, headers, *_: begun.extend([status, headers]))
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    return Answer(*begun, body)
