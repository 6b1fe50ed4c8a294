"""Sealing: what the session keeps but may not show, under keys made from SECRET_KEY."""

import base64
from functools import cache
from typing import NewType

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"portal.attendees: what the session may not show"  # other uses get other keys

EncryptedToken = NewType("EncryptedToken", str)


class DecryptionError(Exception):
    """The text was not sealed by us, or by a SECRET_KEY that is no longer among the fallbacks."""


def encrypt(text: str) -> EncryptedToken:
    """`text` so that only this portal can read it again."""
    return EncryptedToken(_fernet().encrypt(text.encode()).decode())


def decrypt(text: str) -> str:
    """What was sealed. Raises DecryptionError."""
    try:
        return _fernet().decrypt(text).decode()
    except InvalidToken as error:
        raise DecryptionError from error


def _fernet() -> MultiFernet:
    return _fernet_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _fernet_of(secrets: tuple[str, ...]) -> MultiFernet:
    """Seals with the first secret, opens with any of them."""
    return MultiFernet([Fernet(_key_from(secret)) for secret in secrets])


def _key_from(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
