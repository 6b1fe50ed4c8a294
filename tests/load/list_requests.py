"""Requests for the list, as pages send them."""

import re
import time
from collections.abc import Iterable

import requests

from tests.load.load_requests import Answer, Ask, ask
from tests.load.visitors import EVENTS
from tests.support.processes import Portal

LIST_SECONDS = 120  # in which even a list of 5,000 is there
LOADING = "Still loading"  # says the page that shows only its first pages
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
    """A fresh ETag of the whole list, which has been answered with a 304 once."""
    tag, status, latest = "", 0, time.monotonic() + LIST_SECONDS
    while status != 304:  # a list may change just now, or be on its way yet
        assert time.monotonic() < latest, f"no list of {event}: {status}"
        headers = poll_headers(cookie, tag)
        answer = requests.get(list_at(portal, event), headers=headers, timeout=60)
        status = answer.status_code
        tag = "" if LOADING in answer.text else answer.headers.get("ETag", "")
    return tag


def of_another_look(tag: str) -> str:
    """The ETag of a page that shows the list as it was before something changed."""
    return re.sub(r"\w+", "before", tag, count=1)


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
