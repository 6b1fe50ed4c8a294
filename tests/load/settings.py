"""The portal's own settings, with the bare pages that `make bench` compares with."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

ROOT_URLCONF = "tests.load.baseline_urls"
# Packed as for real, once for all portals over the same database.
STATIC_ROOT = Path(DATABASES["default"]["NAME"]).with_suffix(".static")
