"""The form of stored dataclasses: releases that have others do not read each other's values."""

import hashlib
from dataclasses import fields
from typing import Any


def form_of(*kinds: Any) -> str:
    """
    Part of the key of a stored value: of all dataclasses in it.

    It changes when one of them is moved or renamed, or gets other fields, which a pickle would
    confuse.
    """
    described = [(k.__module__, k.__qualname__, [each.name for each in fields(k)]) for k in kinds]
    return hashlib.sha256(repr(described).encode()).hexdigest()[:12]
