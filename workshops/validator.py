"""
The ETag of a list: what the page shows, and a seal that knows it again without a session.

    "<what it looks like>.<when this tag ends>.<when the list next changes by itself>.<seal>"

The seal is a keyed hash over that, the list's version, and who asked where: address, host, cookie,
language. It reveals nothing and grants nothing but "you are up to date".
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings

# How long somebody who has signed out elsewhere, or joined through another process, may still
# hear "unchanged". Each viewer's session is read once in so much time.
LIFE_SECONDS = 30
LONGEST = 200  # characters of a tag
WHO = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_LANGUAGE")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag taken apart; moments are epoch milliseconds."""

    look: str  # changes when the list looks different
    ends: int
    change: int  # when the list changes by itself
    seal: str

    @property
    def told(self) -> str:
        """What is sealed, as it stands in the tag."""
        return f"{self.look}.{self.ends}.{self.change}"

    def __str__(self) -> str:
        return f'"{self.told}.{self.seal}"'


def read(etag: str) -> Tag | None:
    """The tag in an If-None-Match header; a proxy may have called it weak. None if it is none."""
    parts = etag.removeprefix("W/").strip('"').split(".")
    if len(parts) != 4 or not (parts[1] + parts[2]).isdecimal() or len(etag) > LONGEST:
        return None
    return Tag(parts[0], int(parts[1] or 0), int(parts[2] or 0), parts[3])


def issue(asked: str, version: str, look: str, change: float, now: float) -> Tag:
    """A new tag for what was `asked` of the list of that version, and now looks like `look`."""
    ends = round(1000 * min(now + LIFE_SECONDS, change))
    unsealed = Tag(look, ends, round(1000 * change), "")
    return replace(unsealed, seal=_seal(settings.SECRET_KEY, asked, version, unsealed.told))


def holds(tag: Tag, asked: str, version: str, now: float) -> bool:
    """Whether `tag` was issued here for the same question, and nothing has changed since."""
    if 1000 * now >= tag.ends:
        return False
    seal, told = tag.seal.encode(), tag.told
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(seal, _seal(k, asked, version, told).encode()) for k in keys)


def asked(environ: Mapping[str, Any], address: str = "") -> str:
    """Who asks for which address, as one text; without `address` the one of the request itself."""
    return "\n".join((*where(environ, address), environ.get("HTTP_COOKIE", "")))


def where(environ: Mapping[str, Any], address: str = "") -> tuple[str, ...]:
    """The address as this host serves it to speakers of this language, without who asks."""
    return (address or _address(environ), *(str(environ.get(name, "")) for name in WHO))


def _address(environ: Mapping[str, Any]) -> str:
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    return f"{path}?{environ.get('QUERY_STRING', '')}"


def _seal(secret: str, asked: str, version: str, told: str) -> str:
    text = f"{asked}\n{version}\n{told}".encode(errors="surrogatepass")
    return hashlib.blake2b(text, key=_key(secret), digest_size=16).hexdigest()


@cache
def _key(secret: str) -> bytes:
    """A key of this use alone: what seals tags seals nothing else."""
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"portal.list.tag").digest()
