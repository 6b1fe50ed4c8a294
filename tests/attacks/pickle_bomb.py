"""A pickle that, once it is read, leaves a file behind."""

import base64
import pickle
from pathlib import Path


class Bomb:
    """Makes whoever unpickles it create the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._path,)


def armed(path: Path) -> bytes:
    """The pickle."""
    return pickle.dumps(Bomb(path))


def as_text(path: Path) -> str:
    """The pickle as Django's cache table holds it."""
    return base64.b64encode(armed(path)).decode()
