"""
One-time codes that carry a sign-in from one window, session or server to another.

A code is worth nothing without the verifier whose hash (the challenge) it was made for. It lives
for a minute in the cache that all processes share, under its hash, its load sealed. Whoever
presents it spends it, rightly or wrongly.
"""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_variables

from portal.attendees.session import (
    Attendee,
    SealBrokenError,
    from_record,
    seal,
    to_record,
    unseal,
)

LIFE_SECONDS = 60
SHAPE = re.compile(r"[\w-]{20,100}", re.ASCII)  # of codes, challenges and verifiers


@dataclass(frozen=True, slots=True)
class Load:
    """What a code carries; `host` is the site around the frame it is meant for, "" if not told."""

    attendee: Attendee
    challenge: str
    host: str


def new_verifier() -> str:
    """A secret of 256 bits."""
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """The verifier's SHA-256, base64url without padding, as a browser makes it too."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_well_formed(text: object) -> bool:
    """Whether this can be a code, a challenge or a verifier."""
    return isinstance(text, str) and SHAPE.fullmatch(text) is not None


@sensitive_variables("code")
def issue(attendee: Attendee, challenge: str, host: str = "") -> str:
    """A new code for whoever knows the verifier of `challenge`."""
    code = secrets.token_urlsafe(32)
    load = {
        "event": attendee.event,
        "record": to_record(attendee),
        "challenge": challenge,
        "host": host,
        "issued_at": timezone.now().isoformat(),
    }
    cache.set(_kept_under("code", code), seal(json.dumps(load)), LIFE_SECONDS)
    return code


@sensitive_variables("code")
def spend(event: str, code: str) -> Load | None:
    """What the code carries for this event; None when it is unknown, spent, late or another's."""
    if not is_well_formed(code):
        return None
    # `add` is atomic in every cache: of two claims at the same moment one gets in.
    if not cache.add(_kept_under("spent", code), True, 2 * LIFE_SECONDS):
        return None
    sealed = cache.get(_kept_under("code", code))
    cache.delete(_kept_under("code", code))
    return _opened(event, sealed) if sealed else None


def fits(load: Load, verifier: str) -> bool:
    """Whether the code was made for whoever knows this verifier."""
    return constant_time_compare(challenge_of(verifier), load.challenge)


def _opened(event: str, sealed: str) -> Load | None:
    try:
        load: dict[str, Any] = json.loads(unseal(sealed))
        attendee = from_record(event, load["record"])
        age = timezone.now() - datetime.fromisoformat(load["issued_at"])
    except (SealBrokenError, KeyError, TypeError, ValueError):
        return None
    if load["event"] != event or age > timedelta(seconds=LIFE_SECONDS):
        return None
    return Load(attendee, load["challenge"], load["host"])


def _kept_under(kind: str, code: str) -> str:
    return f"handoff:{kind}:{hashlib.sha256(code.encode()).hexdigest()}"
