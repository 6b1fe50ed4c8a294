"""The error for a media stand-in whose packages are not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_PACKAGES = {"aiohttp", "aioice", "aiortc", "av"}


class MissingPackageError(Exception):
    """A package that only the media stand-in needs is not installed; the text says what to do."""


@contextmanager
def explain_missing_packages() -> Iterator[None]:
    """Turn the failed import of a package into a MissingPackageError."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _PACKAGES:
            raise
        raise MissingPackageError(
            f"The media stand-in needs the package {package}, which is not installed:"
            " `make demo` installs requirements-demo.txt."
        ) from error
