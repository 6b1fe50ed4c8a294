"""What a response to a poll shows: which list, how old, and whose registrations."""

import json
import re
from dataclasses import dataclass
from typing import Self

import requests

CARD = re.compile(r'<article id="workshop-(\d+)"(.*?)</article>', re.DOTALL)
EDITION = re.compile(r"Edition (\d+)\b")
# What a card says to those alone whom it is true of.
OWN = ("Registered", "By invitation")


@dataclass(frozen=True)
class Shown:
    """A list: the number in the title of the workshop "Edition …", and whose workshops are mine."""

    edition: int  # -1: it holds none
    mine: frozenset[int]

    @classmethod
    def of(cls, body: str) -> Self:
        """Read from the HTML."""
        edition = EDITION.search(body)
        mine = {int(one) for one, card in CARD.findall(body) if any(word in card for word in OWN)}
        return cls(int(edition[1]) if edition else -1, frozenset(mine))


@dataclass(frozen=True)
class Look:
    """A response to a poll."""

    status: int  # 0: none came
    is_list: bool = False  # whether its body is a list
    now: float = 0.0  # epoch seconds, by the portal's clock
    as_of: float = 0.0  # epoch seconds, when the list was fetched
    is_old: bool = False  # whether the page says that this list is old

    @classmethod
    def of(cls, answer: requests.Response) -> Self:
        """Read from status, headers and body."""
        told = json.loads(answer.headers.get("HX-Trigger", "{}")).get("looked", {})
        is_list = answer.status_code == 200 and '<div id="list"' in answer.text
        now, as_of = told.get("now", 0.0), told.get("asOf", 0.0)
        return cls(answer.status_code, is_list, now, as_of, told.get("old", False))

    @property
    def age(self) -> float:
        """The age of the list that the page shows, in seconds."""
        return self.now - self.as_of


NO_LOOK = Look(0)
