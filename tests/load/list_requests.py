"""Requests for the list, as pages send them."""

import re
from collections.abc import Iterable

import requests

from tests.load.load_requests import Answer, Ask, ask
from tests.load.visitors import EVENTS
from tests.support.processes import Portal

LOOKS = 8  # enough to meet both of two processes
PACKED = {"Accept-Encoding": "gzip"}


def page_headers(cookie: str) -> dict[str, str]:
    """The headers of a request for a whole page."""
    return PACKED | {"Cookie": cookie}


def poll_headers(cookie: str, tag: str = "") -> dict[str, str]:
    """The headers of a poll by a page that shows the list of that ETag; "": another list."""
    told = page_headers(cookie) | {"HX-Request": "true"}
    return told | ({"If-None-Match": tag} if tag else {})


def list_at(portal: Portal, event: str) -> str:
    """The address that a page polls."""
    return f"{portal.url}/e/{event}/list/?"


def poll(portal: Portal, event: str, cookie: str, tag: str = "") -> Ask:
    """A poll, ready to be sent."""
    return ask(list_at(portal, event), poll_headers(cookie, tag))


def tag_of(portal: Portal, event: str, cookie: str) -> str:
    """A fresh ETag; a 304 to it has been seen once."""
    tag, status = "", 0
    while status != 304:  # a list may change just now
        answer = requests.get(list_at(portal, event), headers=poll_headers(cookie, tag), timeout=60)
        tag, status = answer.headers["ETag"], answer.status_code
    return tag


def ended(tag: str) -> str:
    """The ETag of a page that shows the same list, but expired: Django must answer."""
    return re.sub(r"\w+\"$", '0"', tag)


def open_lists(portal: Portal, cookie: str, events: Iterable[str] = EVENTS) -> None:
    """Let every process of the portal fetch these events' lists."""
    for event in events:
        for _ in range(LOOKS):  # each over a connection of its own, which any process may take
            tag_of(portal, event, cookie)


def is_look(answer: Answer) -> bool:
    """Whether a poll was answered."""
    return answer.status in {200, 304}
