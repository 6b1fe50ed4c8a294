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

from portal.attendees.encryption import DecryptionError, decrypt, encrypt
from portal.attendees.session import Attendee, from_session, to_session

LIFE_SECONDS = 60
SHAPE = re.compile(r"[\w-]{20,100}", re.ASCII)  # of codes, challenges and verifiers


@dataclass(frozen=True, slots=True)
class CodePayload:
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
        "record": to_session(attendee),
        "challenge": challenge,
        "host": host,
        "issued_at": timezone.now().isoformat(),
    }
    cache.set(_cache_key("code", code), encrypt(json.dumps(load)), LIFE_SECONDS)
    return code


@sensitive_variables("code")
def redeem(event: str, code: str) -> CodePayload | None:
    """What the code carries for this event; None when it is unknown, spent, late or another's."""
    if not is_well_formed(code):
        return None
    # `add` is atomic in every cache: of two claims at the same moment one gets in.
    if not cache.add(_cache_key("spent", code), True, 2 * LIFE_SECONDS):
        return None
    sealed = cache.get(_cache_key("code", code))
    cache.delete(_cache_key("code", code))
    return _decoded(event, sealed) if sealed else None


def verifier_matches(load: CodePayload, verifier: str) -> bool:
    """Whether the code was made for whoever knows this verifier."""
    return constant_time_compare(challenge_of(verifier), load.challenge)


def _decoded(event: str, sealed: str) -> CodePayload | None:
    try:
        load: dict[str, Any] = json.loads(decrypt(sealed))
        attendee = from_session(event, load["record"])
        age = timezone.now() - datetime.fromisoformat(load["issued_at"])
    except (DecryptionError, KeyError, TypeError, ValueError):
        return None
    if load["event"] != event or age > timedelta(seconds=LIFE_SECONDS):
        return None
    return CodePayload(attendee, load["challenge"], load["host"])


def _cache_key(kind: str, code: str) -> str:
    return f"handoff:{kind}:{hashlib.sha256(code.encode()).hexdigest()}"
