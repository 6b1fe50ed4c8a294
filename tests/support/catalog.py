"""The catalog of texts for translators, as a test reads it."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from tests.support.processes import ROOT

CATALOG = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
_QUOTED = r'((?:".*"\n)+)'
_ENTRY = re.compile(rf"(?:^msgctxt {_QUOTED})?^msgid {_QUOTED}(?:^msgid_plural {_QUOTED})?", re.M)


class Text(NamedTuple):
    """A text that is translated; `context` and `plural` are "" for none."""

    context: str
    singular: str
    plural: str


def texts_in(catalog: Path) -> list[Text]:
    """All texts of a .po file in its order, without its header."""
    entries = _ENTRY.findall(catalog.read_text())
    return [text for entry in entries if (text := Text(*map(_unquoted, entry))).singular]


def _unquoted(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())
