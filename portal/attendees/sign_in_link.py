"""
What a mailed link says: its key, and the event that it is for.

Accelevents' own sign-in page reads the key from its query as `userKey`, and the event as
`eventUrl`. Speakers and exhibitors have access links, which carry a token in the path or the query.
The form of other mails is not documented, so the last part of the path counts too, and a bare key.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_EVENT_IN_PATH = re.compile(r"[^?#]*?/e/([^/?#]+)")
_TOKEN_IN_PATH = re.compile(r"/(?:access|login)?token$", re.IGNORECASE)
_SLUG = re.compile(r"[\w-]{1,100}", re.ASCII)
_TOKEN_NAMES = ("accessToken", "loginToken", "token")
# Nothing that needs an escape: a server that decodes before it routes could be led astray by one.
_KEY = re.compile(r"[\w.~=-]{1,500}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SignInLink:
    """
    A key that is not spent yet, a secret; "" if the link has none that could be sent.

    `event` is the slug of the event that it is for, "" if the link does not say. `is_token`: it is
    the token of an access link, which works many times, and not a mailed key.
    """

    key: str = field(repr=False)
    event: str = ""
    is_token: bool = False


def read(pasted: str) -> SignInLink:
    """What a pasted link says, with or without its scheme; a text without "/" is a bare key."""
    text = "".join(pasted.split())  # mail programs break long links into lines
    link = read_query(text)
    if link.key or _value(text, "userKey", *_TOKEN_NAMES):  # else the path would stand in for it
        return link
    if "/" not in text:
        return SignInLink(_usable(text))
    before, _, key = _path_of(text).rstrip("/").rpartition("/")
    return SignInLink(_usable(unquote(key)), link.event, bool(_TOKEN_IN_PATH.search(before)))


def read_query(text: str) -> SignInLink:
    """What an address says in its query, also one behind a "#"; its path counts for the event."""
    user_key, token = _value(text, "userKey"), _value(text, *_TOKEN_NAMES)
    return SignInLink(_usable(user_key or token), _event_of(text), not user_key and bool(token))


def _event_of(text: str) -> str:
    in_path = _EVENT_IN_PATH.match(text)
    named = _value(text, "eventUrl") or (unquote(in_path[1]) if in_path else "")
    slug = named.rstrip("/").rpartition("/")[2]  # a whole address of the event is understood too
    return slug if _SLUG.fullmatch(slug) else ""


def _value(text: str, *names: str) -> str:
    """The first value in a query under one of these names, in any letter case; "" if none."""
    found = re.search(rf"(?:^|[?&#])(?:{'|'.join(names)})=([^&#\s]+)", text, re.IGNORECASE)
    return unquote(found[1]) if found else ""


def _usable(key: str) -> str:
    """The key, "" if it cannot be one: it must be one segment of a path, however that is read."""
    return key if _KEY.fullmatch(key) and key.strip(".") else ""


def _path_of(link: str) -> str:
    """The path of a link, with or without its scheme; "" if it is not a link."""
    try:
        return urlsplit(link if "://" in link else f"https://{link}").path
    except ValueError:
        return ""
