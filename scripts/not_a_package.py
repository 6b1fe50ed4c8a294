"""The build backend of pyproject.toml: it tells whoever runs `pip install .` what to do instead."""

import sys

REASON = (
    "The Workshop Portal is an application, not a package: it runs from its own folder.\n"
    "`make serve` installs what it needs and starts it; see README.md."
)


def build_wheel(*args: object, **kwargs: object) -> None:
    """End the build with REASON."""
    sys.exit(REASON)


build_sdist = build_editable = build_wheel
