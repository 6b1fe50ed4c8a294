"""The sealed ETag of a poll: nobody is told "unchanged" who was not shown this very list."""

import time
from dataclasses import dataclass
from typing import Any

import pytest

from tests.attacks import raw_http
from tests.attacks.site import Site
from tests.support.http_browser import Browser
from tests.support.processes import until

pytestmark = pytest.mark.processes

LIST = "/e/demo/list/?"


@dataclass
class Poll:
    """A poll that the entry answers with 304, to be sent again with something changed."""

    browser: Browser
    tag: str

    def answer(self, path: str = LIST, tag: str | None = None, **headers: str) -> Any:
        """The response to the poll with this address, ETag and headers instead."""
        told = {"HX_Request": "true", "If_None_Match": self.tag if tag is None else tag}
        return self.browser.get(path, **told | headers)


@pytest.fixture(scope="module")
def attendee(running) -> Browser:
    """Whose poll it is."""
    return running("redis").attendee()


@pytest.fixture
def poll(site: Site, attendee: Browser) -> Poll:
    """A poll whose ETag holds."""
    found = Poll(attendee, "")

    def is_sealed() -> bool:
        answer = found.answer()
        found.tag = answer.headers["ETag"]
        return is_from_entry(answer)

    until(is_sealed, lambda: "no poll is answered by the entry")
    return found


def is_from_entry(answer: Any) -> bool:
    """Whether the event loop answered it: Django's answers have an X-Request-ID."""
    return answer.status_code == 304 and "X-Request-ID" not in answer.headers


def test_the_poll_itself_is_answered_by_the_entry(poll: Poll):
    assert is_from_entry(poll.answer())


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "/e/demo/list/?q=a"},
        {"path": "/e/big/list/?"},
        {"path": "/embed/e/demo/list/?"},
        {"path": "/connect/e/demo/list/?"},
        {"Host": "127.0.0.1:80"},
        {"Host": "evil.example"},
        {"Accept_Language": "de"},
        {"X_Forwarded_Proto": "https"},
        {"tag": ""},
        {"tag": "*"},
        {"tag": '"'},
        {"tag": '""'},
        {"tag": '"' + "9" * 180 + '"'},
        {"tag": '"a.b.c.d.e"'},
    ],
    ids=lambda changed: "{}={:.14}".format(*next(iter(changed.items()))),
)
def test_another_request_is_not_told_that_nothing_has_changed(poll: Poll, changed):
    answer = poll.answer(**changed)

    assert not is_from_entry(answer)
    assert answer.status_code < 500


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize(
    "forge", [lambda part: part[:-1], lambda part: part + "1"], ids=["cut", "longer"]
)
def test_no_part_of_the_tag_can_be_changed(poll: Poll, part, forge):
    parts = poll.tag.removeprefix("W/").strip('"').split(".")
    parts[part] = forge(parts[part])

    answer = poll.answer(tag='"' + ".".join(parts) + '"')

    assert not is_from_entry(answer)
    assert answer.status_code < 500


@pytest.mark.parametrize("tag", ["{tag}, {tag}", '"x", {tag}', "{tag}²", "{tag}\u00e9", "W/{tag}x"])
def test_a_tag_in_strange_company_does_no_harm(poll: Poll, tag):
    answer = poll.answer(tag=tag.format(tag=poll.tag).encode("utf-8").decode("latin-1"))

    assert answer.status_code in {200, 304}


def test_another_attendees_cookie_or_none_makes_it_worthless(site: Site, poll: Poll):
    other = Poll(site.attendee(), poll.tag)
    nobody = Poll(site.visitor(), poll.tag)

    assert not is_from_entry(other.answer())
    assert nobody.answer().status_code in {200, 303}
    assert not is_from_entry(nobody.answer())


def test_a_second_cookie_header_shows_nobody_elses_list(site: Site, poll: Poll):
    other = site.attendee()
    cookies = [
        f"Cookie: __Host-portal={each.cookies['__Host-portal']}" for each in (poll.browser, other)
    ]
    sent = raw_http.request(
        f"GET {LIST} HTTP/1.1", *cookies, f"If-None-Match: {poll.tag}", "HX-Request: true",
        "Connection: close", host=f"localhost:{site.portal.port}",
    )  # fmt: skip

    answer = raw_http.exchange(site.portal.port, sent)

    assert raw_http.statuses(answer)[0] in {200, 303, 304, 400}
    assert b"x-request-id" in answer.lower() or b" 304 " not in answer


def test_a_tag_lives_for_half_a_minute_at_most(poll: Poll):
    expires_ms = int(poll.tag.split(".")[1])

    assert expires_ms / 1000 - time.time() <= 30
