"""
One-time codes that carry a sign-in from one window, session or server to another.

A code is worth nothing without the verifier whose hash (the challenge) it was made for. It lives
for a minute in the cache that all processes share, under its hash, its payload encrypted. Any
request that presents it spends it, whether the verifier is right or wrong. It bears a signature, so
that what was made up elsewhere leaves no trace in that cache.
"""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.debug import sensitive_variables

from portal.attendees import (
    Attendee,
    DecryptionError,
    decrypt,
    encrypt,
    from_session,
    to_session,
)

LIFE_SECONDS = 60
PATTERN = re.compile(r"[\w-]{20,100}", re.ASCII)  # of codes, challenges and verifiers
NONCE_LENGTH, SIGNATURE_LENGTH = 43, 32  # characters of a code


@dataclass(frozen=True, slots=True)
class CodePayload:
    """The payload of a code; `host` is the site around the frame it is for, "" if unknown."""

    attendee: Attendee
    challenge: str
    host: str


def new_verifier() -> str:
    """A secret of 256 bits, 43 characters."""
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """The verifier's SHA-256, base64url without padding, as a browser computes it too."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_well_formed(text: object) -> bool:
    """Whether this can be a code, a challenge or a verifier."""
    return isinstance(text, str) and PATTERN.fullmatch(text) is not None


@sensitive_variables("code")
def issue(attendee: Attendee, challenge: str, host: str = "") -> str:
    """Return a new code, which works only together with the verifier of `challenge`."""
    nonce = new_verifier()
    code = nonce + _signature(nonce, settings.SECRET_KEY)
    payload = {
        "event": attendee.event,
        "record": to_session(attendee),
        "challenge": challenge,
        "host": host,
        "issued_at": timezone.now().isoformat(),
    }
    cache.set(_cache_key("code", code), encrypt(json.dumps(payload)), LIFE_SECONDS)
    return code


@sensitive_variables("code")
def redeem(event: str, code: str) -> CodePayload | None:
    """The code's payload; None if it is unknown, spent, too old or made for another event."""
    if not _is_ours(code):
        return None
    # `add` is atomic in every cache: of two requests at the same moment one gets in.
    if not cache.add(_cache_key("spent", code), True, 2 * LIFE_SECONDS):
        return None
    encrypted = cache.get(_cache_key("code", code))
    cache.delete(_cache_key("code", code))
    return _decode(event, encrypted) if encrypted else None


def verifier_matches(payload: CodePayload, verifier: str) -> bool:
    """Whether the code was made for this verifier."""
    return constant_time_compare(challenge_of(verifier), payload.challenge)


def _is_ours(code: str) -> bool:
    """Whether a process of this portal has made the code."""
    nonce, signature = code[:NONCE_LENGTH], code[NONCE_LENGTH:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_signed = [constant_time_compare(signature, _signature(nonce, key)) for key in keys]
    return is_well_formed(code) and any(is_signed)


def _signature(nonce: str, key: str) -> str:
    mac = salted_hmac("portal.embedding: one-time code", nonce, key, algorithm="sha256")
    return mac.hexdigest()[:SIGNATURE_LENGTH]


def _decode(event: str, encrypted: str) -> CodePayload | None:
    try:
        payload: dict[str, Any] = json.loads(decrypt(encrypted))
        attendee = from_session(event, payload["record"])
        age = timezone.now() - datetime.fromisoformat(payload["issued_at"])
    except (DecryptionError, KeyError, TypeError, ValueError):
        return None
    if payload["event"] != event or age > timedelta(seconds=LIFE_SECONDS):
        return None
    return CodePayload(attendee, payload["challenge"], payload["host"])


def _cache_key(kind: str, code: str) -> str:
    return f"handoff:{kind}:{hashlib.sha256(code.encode()).hexdigest()}"
