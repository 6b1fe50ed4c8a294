"""The browsers of these tests and their headers: in a frame on an event site, and at top level."""

from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import type_password

HOST, PORTAL, UNLISTED_SITE = "https://event-site.test", "https://testserver", "https://evil.test"
# The headers of a frame's first load, of a request by the framed page, and of a page in a tab.
FIRST_LOAD = {
    "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site", "Referer": f"{HOST}/",
}  # fmt: skip
INSIDE = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin", "Origin": PORTAL}
IN_A_TAB = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}


@pytest.fixture(autouse=True)
def event_site(db: None, settings: Any) -> None:
    """One site may frame the demo, another site the other event."""
    settings.EMBED_ORIGINS = {"demo": (HOST,), "big": ("https://big-site.test",)}
    settings.EMBED_SECRETS = {"demo": ("n" * 40, "o" * 40), "big": ("b" * 40,)}


class Browser(Client):
    """A browser that speaks https, or http if `is_secure` is off."""

    is_secure = True

    def generic(self, *args: Any, **kwargs: Any) -> Any:
        return super().generic(*args, **kwargs | {"secure": self.is_secure})


def browser(**options: Any) -> Browser:
    """A new browser."""
    return Browser(raise_request_exception=False, **options)


@pytest.fixture
def frame(sandbox: FakeAccelevents) -> Client:
    """A frame on the event site, signed out."""
    return browser()


@pytest.fixture
def framed_ada(frame: Client, sandbox: FakeAccelevents) -> Client:
    """A frame in which Ada has signed in by password."""
    sign_in_framed(frame, sandbox)
    return frame


@pytest.fixture
def tab(sandbox: FakeAccelevents) -> Client:
    """A tab at top level, signed out."""
    return browser()


@pytest.fixture
def tab_of_ada(tab: Client, sandbox: FakeAccelevents) -> Client:
    """A tab at top level in which Ada has signed in by password."""
    type_password(tab, sandbox)
    return tab


def sign_in_framed(client: Client, sandbox: FakeAccelevents, name: str = "ada") -> Any:
    """The response to the sign-in form in the frame."""
    person = sandbox.state.person(name)
    form = {"way": "password", "email": person.email, "password": person.password}
    return client.post("/embed/e/demo/sign-in/", form, headers=INSIDE)


def cookies_set(response: Any) -> dict[str, set[str]]:
    """{name: its attributes as sent, without value, age and date} of a response's cookies."""
    sent: SimpleCookie = response.cookies
    return {name: _attributes(morsel.OutputString()) for name, morsel in sent.items()}


def _attributes(header: str) -> set[str]:
    return {
        part for part in header.split("; ")[1:] if not part.startswith(("expires=", "Max-Age="))
    }


def ancestors(response: Any) -> list[str]:
    """The origins that may frame this response."""
    policy = response.headers["Content-Security-Policy"]
    return next(
        part.split()[1:] for part in policy.split("; ") if part.startswith("frame-ancestors")
    )


@pytest.fixture
def plant_cookie(settings: Any) -> Callable[[Client, str, str], None]:
    """plant_cookie(client, name, value): a cookie that belongs to another browser or mode."""

    def plant(client: Client, name: str, value: str) -> None:
        client.cookies[name] = value

    return plant
