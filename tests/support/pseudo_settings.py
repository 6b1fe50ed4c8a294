"""The settings of a portal whose only language is the made-up one."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES
from tests.support.pseudo_locale import CODE, write_pseudo_locale

LANGUAGE_CODE = CODE
LANGUAGES = [(CODE, "Pseudo")]
LOCALE_PATHS = [Path(DATABASES["default"]["NAME"]).with_suffix(".locale")]
if not LOCALE_PATHS[0].exists():
    write_pseudo_locale(LOCALE_PATHS[0])
