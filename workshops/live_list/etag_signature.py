"""Signs ETags, with a key that signs nothing else."""

import hashlib
import hmac
from functools import cache

from django.conf import settings


def of(text: bytes) -> str:
    """The signature of a text."""
    return _signature(_keys()[0], text)


def is_of(text: bytes, signature: str) -> bool:
    """Whether a signature is that of a text, by the key in use or an earlier one."""
    return signature.isascii() and any(
        hmac.compare_digest(signature, _signature(key, text)) for key in _keys()
    )


def _signature(key: bytes, text: bytes) -> str:
    return hashlib.blake2b(text, key=key, digest_size=16).hexdigest()


def _keys() -> tuple[bytes, ...]:
    """The key that signs comes first, then those that earlier ETags were signed with."""
    return _keys_from(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _keys_from(*secrets: str) -> tuple[bytes, ...]:
    """Keys of this use alone: a key that signs ETags signs nothing else."""
    hashes = (
        hashlib.blake2b(s.encode(), digest_size=32, person=b"portal.list.tag") for s in secrets
    )
    return tuple(each.digest() for each in hashes)
