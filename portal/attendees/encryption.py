"""Encryption of what a session or a cookie may not show, with keys derived from SECRET_KEY."""

import base64
from functools import cache
from typing import NewType

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Keys derived for other purposes differ. A new value here would end every sign-in.
PURPOSE = b"portal.attendees: what the session may not show"

EncryptedToken = NewType("EncryptedToken", str)


class DecryptionError(Exception):
    """This portal did not encrypt the text with a key that it still has, or too long ago."""


def encrypt(text: str) -> EncryptedToken:
    """Return `text` in a form that only this portal can read."""
    return EncryptedToken(_fernet().encrypt(text.encode()).decode())


def decrypt(text: str, max_age: int | None = None) -> str:
    """
    Return the text that was encrypted, at most `max_age` seconds ago (None: whenever).

    Raises DecryptionError.
    """
    try:
        return _fernet().decrypt(text, max_age).decode()
    except InvalidToken as error:
        raise DecryptionError from error


def _fernet() -> MultiFernet:
    return _fernet_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _fernet_of(secrets: tuple[str, ...]) -> MultiFernet:
    """Encrypts with the first secret, decrypts with any of them."""
    return MultiFernet([Fernet(_key_from(secret)) for secret in secrets])


def _key_from(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
