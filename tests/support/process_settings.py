"""The portal's settings for real processes, without packed static files, which take 5 s."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

STATICFILES_DIRS: list[str] = []
STATIC_ROOT = Path(DATABASES["default"]["NAME"]).with_suffix(".static")
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
