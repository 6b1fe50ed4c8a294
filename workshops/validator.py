"""
The ETag of a list: what the page shows, and a seal that knows it again without a session.

    "<what it looks like>.<when this tag ends>.<when the list next changes by itself>.<seal>"

The seal is a keyed hash over that, the list's version, and who asked where: address, host, cookie,
language. It reveals nothing and grants nothing but "you are up to date".
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings

# How long somebody who has signed out elsewhere, or joined through another process, may still
# hear "unchanged". Each viewer's session is read once in so much time.
LIFE = timedelta(seconds=30)
WHO = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_LANGUAGE")


@dataclass(frozen=True)
class Tag:
    """A tag taken apart."""

    look: str  # changes when the list looks different
    ends: datetime
    change: datetime | None  # when the list changes by itself; None: never
    seal: str

    def __str__(self) -> str:
        return f'"{_told(self.look, self.ends, self.change)}.{self.seal}"'


def read(etag: str) -> Tag | None:
    """The tag in an If-None-Match header; a proxy may have called it weak. None if it is none."""
    parts = etag.removeprefix("W/").strip('"').split(".")
    try:
        look, ends, change, seal = parts
        return Tag(look, _moment(ends), _moment(change) if change else None, seal)
    except (ValueError, OverflowError, OSError):
        return None


def issue(asked: str, version: str, look: str, change: datetime | None, now: datetime) -> Tag:
    """A new tag for what was `asked` of the list of that version, and now looks like `look`."""
    ends = min(now + LIFE, change or datetime.max.replace(tzinfo=UTC))
    seal = _seal(settings.SECRET_KEY, asked, version, look, ends, change)
    return Tag(look, ends, change, seal)


def holds(tag: Tag, asked: str, version: str, now: datetime) -> bool:
    """Whether `tag` was issued here for the same question, and nothing has changed since."""
    if now >= tag.ends:
        return False
    told = (asked, version, tag.look, tag.ends, tag.change)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(tag.seal.encode(), _seal(k, *told).encode()) for k in keys)


def asked(environ: Mapping[str, Any], address: str = "") -> str:
    """Who asks for which address, as one text; without `address` the one of the request itself."""
    return "\n".join((*where(environ, address), environ.get("HTTP_COOKIE", "")))


def where(environ: Mapping[str, Any], address: str = "") -> tuple[str, ...]:
    """The address as this host serves it to speakers of this language, without who asks."""
    return (address or _address(environ), *(str(environ.get(name, "")) for name in WHO))


def _address(environ: Mapping[str, Any]) -> str:
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    return f"{path}?{environ.get('QUERY_STRING', '')}"


def _seal(secret: str, *told: Any) -> str:
    asked_for, version, look, ends, change = told
    text = "\n".join((asked_for, version, _told(look, ends, change)))
    return hashlib.blake2b(
        text.encode(errors="surrogatepass"), key=_key(secret), digest_size=16
    ).hexdigest()


def _told(look: str, ends: datetime, change: datetime | None) -> str:
    return f"{look}.{_number(ends)}.{_number(change) if change else ''}"


def _number(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1000))


def _moment(number: str) -> datetime:
    return datetime.fromtimestamp(int(number) / 1000, UTC)


@cache
def _key(secret: str) -> bytes:
    """A key of this use alone: what seals tags seals nothing else."""
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"portal.list.tag").digest()
