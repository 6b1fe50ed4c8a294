"""The words of the report: for each answer what it says, how good it is, and what to do."""

from typing import NamedTuple

from django.utils.translation import pgettext_lazy

from portal.check_event.advice_texts import ANY_QUESTION, TITLES
from portal.check_event.call_texts import CALLS
from portal.check_event.list_texts import LISTS
from portal.check_event.rows import NEEDED, Row

MARKS = {
    "fine": pgettext_lazy("verdict", "fine"),
    "look": pgettext_lazy("verdict", "look"),
    "bad": pgettext_lazy("verdict", "bad"),
    "untried": pgettext_lazy("verdict", "-"),
}
TEXTS = {**CALLS, **LISTS}


class Advice(NamedTuple):
    """`verdict` is a key of MARKS; `seen` says what was seen, `advice` what to do ("": nothing)."""

    verdict: str
    seen: str
    advice: str

    @property
    def mark(self) -> str:
        """The verdict as it is printed."""
        return str(MARKS[self.verdict])


def advice_for(row: Row) -> Advice:
    """The advice for an answer: that of its question, else the one for any question."""
    own = TEXTS.get(row.question, {}).get(row.answer)
    verdict, seen, advice = own or ANY_QUESTION[row.answer]
    if verdict == "look" and not own and row.question in NEEDED:
        verdict = "bad"
    return Advice(verdict, str(seen), str(advice))


def title_of(question: str) -> str:
    """What a question is called in the table."""
    return str(TITLES[question])
