"""The settings of a portal whose only language is the made-up one."""

from tests.support.process_settings import *  # noqa: F403
from tests.support.process_settings import STATIC_ROOT
from tests.support.pseudo_locale import CODE, write_pseudo_locale

LANGUAGE_CODE = CODE
LANGUAGES = [(CODE, "Pseudo")]
LOCALE_PATHS = [STATIC_ROOT.with_suffix(".locale")]
if not LOCALE_PATHS[0].exists():
    write_pseudo_locale(LOCALE_PATHS[0])
