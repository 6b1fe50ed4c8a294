"""What stands in a shared store is signed here, of bounded size, and of this release's form."""

import hmac
import pickle
from fractions import Fraction

import pytest

from portal.caching import serializer
from portal.caching.serializer import SignedSerializer, UnreadableValueError, ValueTooLargeError

SIGNED = SignedSerializer()
VALUES = [0, -7, 10**12, True, None, "", "12", b"12", 1.5, ("a", {1: {2}}), "x" * 100_000]
ran = []


class Planted:
    """A value whose pickle runs something when it is read."""

    def __reduce__(self):
        return ran.append, ("it ran",)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_as_it_was(value):
    stored = SIGNED.dumps(value)
    read = SIGNED.loads(str(stored).encode() if isinstance(stored, int) else stored)

    assert (read, type(read)) == (value, type(value))


def test_only_whole_numbers_stand_in_clear():
    assert SIGNED.dumps(7) == 7
    assert isinstance(SIGNED.dumps(True), bytes)
    assert isinstance(SIGNED.dumps("7"), bytes)


@pytest.mark.parametrize(
    "stored",
    [
        pickle.dumps(Planted()),
        bytes(32) + pickle.dumps(Planted()),
        hmac.digest(b"", pickle.dumps(Planted()), "sha256") + pickle.dumps(Planted()),
        b"",
        b"-",
        b"9" * 5000,
        "٣".encode(),
        bytes(31),
    ],
)
def test_what_was_not_signed_here_is_not_unpickled(stored):
    with pytest.raises(UnreadableValueError):
        SIGNED.loads(stored)

    assert ran == []


@pytest.mark.parametrize("place", [0, 31, 32, -1])
def test_a_value_with_one_changed_byte_is_not_read(place):
    stored = bytearray(SIGNED.dumps(("a", "tuple")))
    stored[place] ^= 1

    with pytest.raises(UnreadableValueError):
        SIGNED.loads(bytes(stored))


def test_what_an_older_secret_signed_is_read_while_that_is_a_fallback(settings):
    stored = SIGNED.dumps("kept")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 64, [settings.SECRET_KEY]
    assert SIGNED.loads(stored) == "kept"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(UnreadableValueError):
        SIGNED.loads(stored)


def test_a_value_of_another_form_is_not_read(monkeypatch):
    monkeypatch.setattr(serializer, "FORM", 2)
    serializer._key_from.cache_clear()
    stored = SIGNED.dumps("of the next release")
    monkeypatch.undo()
    serializer._key_from.cache_clear()

    with pytest.raises(UnreadableValueError):
        SIGNED.loads(stored)


def test_a_class_that_is_gone_is_an_unreadable_value(monkeypatch):
    stored = SIGNED.dumps(Fraction(1, 3))
    monkeypatch.delattr("fractions.Fraction")

    with pytest.raises(UnreadableValueError, match="AttributeError"):
        SIGNED.loads(stored)


def test_a_value_that_is_too_large_is_neither_stored_nor_read(monkeypatch):
    stored = SIGNED.dumps("x" * 500)
    monkeypatch.setattr(serializer, "MAX_BYTES", 500)

    with pytest.raises(ValueTooLargeError):
        SIGNED.dumps("x" * 500)
    with pytest.raises(UnreadableValueError):
        SIGNED.loads(stored)
