"""
A made-up language that is written from right to left and has long words with accents.

It is made from the catalog for the tests alone. A text on a page that has no brackets around it is
none that translators can translate.
"""

import json
import re
import subprocess
from pathlib import Path

from tests.support.catalog import CATALOG, texts_in

CODE = "ar-xb"  # Django writes Arabic from right to left; nobody speaks the variant xb
FOLDER = "ar_XB"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {}\\n"\n'
PLURALS = "nplurals=2; plural=(n != 1);"
OPENING, CLOSING = "⟦", "⟧"
# What a translator leaves as it is: placeholders, tags, entities; and spaces at both ends.
_KEPT = re.compile(r"(%%s|%%|%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>|&\w+;)")
_ENDS = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_ACCENTED = str.maketrans(
    {"a": "áá", "e": "éé", "i": "íí", "o": "óó", "u": "úú", "A": "Á", "E": "É", "n": "ñ", "c": "ç"}
)


def pseudo(text: str) -> str:
    """`text` in brackets, with accents, and a third longer."""
    start, middle, end = _ENDS.fullmatch(text).groups()  # type: ignore[union-attr]
    parts = _KEPT.split(middle)
    parts[::2] = [part.translate(_ACCENTED) for part in parts[::2]]
    return f"{start}{OPENING}{''.join(parts)}{CLOSING}{end}"


def write_pseudo_locale(folder: Path) -> None:
    """Compile the catalog of the made-up language into `folder`, one for LOCALE_PATHS."""
    place = folder / FOLDER / "LC_MESSAGES"
    place.mkdir(parents=True)
    source = place / "django.po"
    source.write_text(HEADER.format(PLURALS) + "".join(map(_entry, texts_in(CATALOG))))
    subprocess.run(["msgfmt", "--output-file", place / "django.mo", source], check=True)


def _entry(text: tuple[str, str, str]) -> str:
    context, singular, plural = text
    start = f"\nmsgctxt {_quoted(context)}" if context else ""
    if not plural:
        return f"{start}\nmsgid {_quoted(singular)}\nmsgstr {_quoted(pseudo(singular))}\n"
    return (
        f"{start}\nmsgid {_quoted(singular)}\nmsgid_plural {_quoted(plural)}\n"
        f"msgstr[0] {_quoted(pseudo(singular))}\nmsgstr[1] {_quoted(pseudo(plural))}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
