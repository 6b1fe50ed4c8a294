"""An attendee over Django's test client: signs in, reads the list and joins, in several tabs."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from portal.attendees import Attendee, encrypt, sign_in
from portal.attendees.identity import attendee_key
from portal.sandbox.accelevents import FakeAccelevents
from tests.support.html_page import Page
from workshops.catalogue import refresh

LIST, FRAGMENT, MINE = "/e/demo/", "/e/demo/list/", "/e/demo/mine/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/e/demo/"}
DEVICE = "11111111-2222-4333-8444-555555555555"  # as a page of the room names its tab
T = TypeVar("T")


def visitor(sandbox: FakeAccelevents, name: str = "ada", event: str = "demo") -> Client:
    """The client of the person `name`, already signed in to `event`."""
    person, request = sandbox.state.person(name), HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    token = encrypt(sandbox.token_for(name))
    attendee = Attendee(
        event=event,
        id=str(person.id),
        first_name=person.first,
        last_name=person.last,
        roles=(person.role,),
        token=token,
        signed_in_at=timezone.now(),
        key=attendee_key(event, person.email, "", ""),
    )
    sign_in(request, event, attendee)
    request.session.save()
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return browser


def type_password(
    browser: Client, sandbox: FakeAccelevents, name: str = "ada", back: str = ""
) -> Any:
    """The response to the demo's sign-in form with the right password."""
    person = sandbox.state.person(name)
    form = {"way": "password", "email": person.email, "password": person.password, "next": back}
    return browser.post("/e/demo/sign-in/", form)


def tab(browser: Client) -> Client:
    """Another tab of the same browser, for use in another thread."""
    other = Client(raise_request_exception=False)
    other.cookies = browser.cookies
    return other


def at_once(acts: Iterable[Callable[[], T]]) -> list[T]:
    """The results of `acts`, which run at the same time, each in its own thread."""
    calls = list(acts)
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def page_of(workshop: int) -> str:
    return f"/e/demo/w/{workshop}/"


def join_of(workshop: int) -> str:
    return f"{page_of(workshop)}join/"


def room_of(workshop: int) -> str:
    return f"{page_of(workshop)}room/"


def read_list(browser: Client) -> str:
    """The words of the list, narrowed to soldering."""
    return Page.of(browser.get(f"{FRAGMENT}?q=soldering", headers=HTMX)).words


def refreshed(browser: Client) -> str:
    """The same words after the refresh that a first request may start has ended."""
    read_list(browser)
    refresh.wait_for_refresh("demo")
    return read_list(browser)


def press(browser: Client, workshop: int, htmx: bool = False) -> Any:
    """The response to a press on Join, sent by the plain form or by htmx."""
    return browser.post(join_of(workshop), headers=HTMX if htmx else None)


def enter(browser: Client, workshop: int) -> Any:
    """The response to the request of the room's script for the meeting."""
    accepted = {"Accept": "application/json", "Sec-Fetch-Dest": "empty"}
    return browser.post(f"{room_of(workshop)}join/", headers=accepted | {"X-Room-Device": DEVICE})


def calls_made(sandbox: FakeAccelevents) -> list[str]:
    """The calls that reached upstream, in order, by their short names."""
    return [call.call for call in sandbox.request_log]
