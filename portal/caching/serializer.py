"""
How values stand in a shared store: signed, so that who can write there cannot run code here.

A value is pickled, and a pickle may name any function. So it is signed with a key made of
SECRET_KEY, and read only if the signature fits. Whole numbers stand in clear, because the store
itself adds to them.
"""

import hmac
import pickle
from functools import cache
from typing import Any

from django.conf import settings

# Changes when what is stored changes its shape. The form is part of the signature, so that values
# of another form count as absent. What holds dataclasses also has `form_of` them in its key.
FORM = 1
MAX_BYTES = 16_000_000  # of one value: more than twice a list of 5,000 workshops
SIGNATURE_BYTES = 32
MAX_DIGITS = 20


class UnreadableValueError(ValueError):
    """A stored value that is not ours, is damaged, too large, or of another form."""


class ValueTooLargeError(ValueError):
    """A value that must not be stored."""


class SignedSerializer:
    """Values of Python as bytes, in the shape that Django's Redis cache expects of a serializer."""

    def dumps(self, value: Any) -> bytes | int:
        """What is stored of `value`; ValueTooLargeError above MAX_BYTES."""
        if type(value) is int:  # not bool
            return value
        pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if len(pickled) > MAX_BYTES:
            raise ValueTooLargeError(f"{len(pickled)} bytes")
        return _signature(settings.SECRET_KEY, pickled) + pickled

    def loads(self, stored: bytes) -> Any:
        """The value that was stored; UnreadableValueError unless it was signed here."""
        if len(stored) <= MAX_DIGITS and stored.removeprefix(b"-").isdigit():
            return int(stored)
        if not SIGNATURE_BYTES < len(stored) <= SIGNATURE_BYTES + MAX_BYTES:
            raise UnreadableValueError(f"{len(stored)} bytes")
        signature, pickled = stored[:SIGNATURE_BYTES], memoryview(stored)[SIGNATURE_BYTES:]
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if not any(hmac.compare_digest(signature, _signature(key, pickled)) for key in secrets):
            raise UnreadableValueError("not signed by this portal, or of another form")
        try:
            return pickle.loads(pickled)  # noqa: S301  it is our own
        except Exception as error:  # a class that has moved, whatever that raises
            raise UnreadableValueError(f"of another release: {type(error).__name__}") from error


def _signature(secret: str, pickled: bytes | memoryview) -> bytes:
    return hmac.digest(_key_from(secret), pickled, "sha256")


@cache
def _key_from(secret: str) -> bytes:
    purpose = f"portal.caching: a stored value, form {FORM}"
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")
