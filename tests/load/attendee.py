"""An attendee under load: the requests of their page, and their own."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import requests

from tests.load.poll_view import NO_LOOK, Look, Shown
from tests.support.http_browser import Browser

FRAGMENT, LIST = "/e/demo/list/", "/e/demo/"
KIND = re.compile(r'data-kind="(\w+)"')
AGAIN = re.compile(r"load delay:([\d.]+)s")
NO_ANSWER = "no answer"  # the page then shows that it has no contact with the portal
FINAL = {"let_in", "refused"}
A_MOMENT = 1.0  # seconds until an attendee does what the page asks for


@dataclass
class Attendee:
    """The attendee visitor-<number>, with a browser of their own."""

    origin: str
    number: int
    etag: str = ""
    shown: Shown | None = None  # the list as the page has it
    told: dict[int, list[str]] = field(default_factory=dict)  # by workshop: every answer

    def __post_init__(self) -> None:
        self.email = f"visitor-{self.number}@example.org"
        self.browser = Browser(self.origin)

    def sign_in(self, password: str) -> None:
        """Sign in by password."""
        answer = self.browser.sign_in(self.email, password)
        assert answer.headers.get("Location") == LIST, (answer.status_code, answer.text[:500])

    def load(self) -> Shown:
        """The list that the whole page shows, loaded again."""
        return Shown.of(self.browser.get(LIST).text)

    def poll(self) -> Look:
        """The response to a poll; the list that it shows is remembered."""
        headers = {"HX-Request": "true"} | ({"If-None-Match": self.etag} if self.etag else {})
        try:
            answer = self.browser.ask("GET", FRAGMENT + "?", headers=headers)
        except requests.RequestException:
            return NO_LOOK
        look = Look.of(answer)
        if look.is_list:
            self.etag, self.shown = answer.headers.get("ETag", ""), Shown.of(answer.text)
        elif look.status == 304:
            self.etag = answer.headers.get("ETag", self.etag)
        return look

    def press(self, workshop: int, patience: float) -> str:
        """The last kind of `pressing`."""
        return list(self.pressing(workshop, patience))[-1]

    def pressing(self, workshop: int, patience: float) -> Iterator[str]:
        """
        Every response to a press on Join, until one is final or `patience` seconds are over.

        In the queue the page asks again by itself. Without a response the attendee presses again;
        after an unknown outcome they check first, then press again.
        """
        told, latest = self.told.setdefault(workshop, []), time.monotonic() + patience
        kind, looks = "", False
        while time.monotonic() < latest and kind not in FINAL:
            looks = kind == "unsure" and not looks
            kind, wait = self._at_the_door("GET" if looks else "POST", workshop)
            told.append(kind)
            yield kind
            if kind not in FINAL:
                time.sleep(wait)

    def enter(self, workshop: int) -> str:
        """The upstream user id whose place in the meeting the room is given; "" if none."""
        try:
            answer = self.browser.post(f"/e/demo/w/{workshop}/room/join/")
            external = str(answer.json()["attendee"]["ExternalUserId"]) if answer.ok else ""
            return external.rpartition("_")[2]  # "Ada Okafor_8528"
        except requests.RequestException:
            return ""

    def _at_the_door(self, method: str, workshop: int) -> tuple[str, float]:
        headers = {"HX-Request": "true", "HX-Current-URL": self.origin + LIST}
        form = {"csrfmiddlewaretoken": self.browser.form_token} if method == "POST" else None
        try:
            answer = self.browser.ask(method, f"/e/demo/w/{workshop}/join/", form, headers)
        except requests.RequestException:
            return NO_ANSWER, A_MOMENT
        found, again = KIND.search(answer.text), AGAIN.search(answer.text)
        return (found[1] if found else NO_ANSWER), float(again[1]) if again else A_MOMENT
