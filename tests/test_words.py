"""The words that people read: plain American English, and the same word for the same thing."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.support.processes import ROOT

# What nobody would say, and what to say instead.
BANNED = {
    r"the event system": "Accelevents, or the event’s name",
    r"organis\w+": "organizer",
    r"licence\w*": "license",
    r"e-mail\w*": "email",
    r"\b(?:a|the|your|each|by|ticket) mails?\b|\bmailed\b": "email",
    r"\b(?:a|your|one|another|earlier|each|double) press\b|\bPress\b": "select, or click",
    r"by (?:itself|themselves)": "automatically",
    r"\bin all\b": "leave it out",
    r"\blooks? again\b": "check again",
    r"late comers?": "late",
    r"is used up|are used up": "used",
    r"\blet in\b|\blets? (?:nobody|anybody)\b": "allowed, or can join",
    r"(?i)\b(?:every|some|any|no)body\b": "everyone, someone, anyone, no one",
    r"\b(?:cannot|(?:do|does|did|is|are|was|could|will|would|has|have) not)\b": "a contraction",
    r"\b(?:[Ii]t is|[Yy]ou are|[Ww]e are|[Tt]hey are|[Tt]here is)\b": "a contraction",
    r"\b(?:anew|whilst|towards|nearer|permits?)\b": "again, while, toward, closer, includes",
    r"\bshelf\b|\bslip\b": "the thing itself",
    r"\w'\w": "a typographic apostrophe, ’",
}
TRANSLATED = re.compile(
    r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')|\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblock""",
    re.DOTALL,
)
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "pgettext_lazy"}


def texts_of_template(path: Path) -> Iterator[str]:
    """Every text in a template that is translated."""
    for match in TRANSLATED.finditer(path.read_text()):
        yield next(part for part in match.groups() if part is not None)


def texts_of_module(path: Path) -> Iterator[str]:
    """Every text in a module that is translated."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "id", "") in GETTEXT)
    arguments = chain.from_iterable(call.args for call in named)
    return (each.value for each in arguments if isinstance(getattr(each, "value", 0), str))


@cache
def texts() -> list[str]:
    """All of them."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    modules = sorted(chain((ROOT / "portal").rglob("*.py"), (ROOT / "workshops").rglob("*.py")))
    return list(
        chain(
            chain.from_iterable(map(texts_of_template, templates)),
            chain.from_iterable(map(texts_of_module, modules)),
        )
    )


@pytest.mark.parametrize("banned", BANNED)
def test_no_page_uses_a_word_that_nobody_would_say(banned):
    assert {text: BANNED[banned] for text in texts() if re.search(banned, text)} == {}


def test_the_texts_of_templates_and_of_modules_are_both_found():
    found = texts()

    assert {"Skip to content", "We couldn’t get you in"} <= set(found)
    assert len(found) > 500
