"""The report of one check: a table to read, or JSON for machines."""

import json
import textwrap
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.check_event.advice import Advice, advice_for, title_of
from portal.check_event.rows import Row

TITLE_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of a check, in the order they were asked, and whether an attendee can get in."""

    event: str
    rows: tuple[Row, ...]
    can_enter: bool


def as_json(report: Report) -> str:
    """One JSON object: event, can_enter, rows (question, answer, verdict, seen, advice)."""
    rows = [_fields(row) for row in report.rows]
    body = {"event": report.event, "can_enter": report.can_enter, "rows": rows}
    return json.dumps(body, ensure_ascii=False, indent=2)


def as_text(report: Report, width: int = 100) -> str:
    """A line for each row, what to do about it below, and the result; `width` in columns."""
    lines = [line for row in report.rows for line in _lines(row, width)]
    result = _("An attendee can get in.") if report.can_enter else _("An attendee can’t get in.")
    return "\n".join([*lines, "", result])


def _fields(row: Row) -> dict[str, Any]:
    advice = advice_for(row)
    return {
        "question": row.question,
        "answer": row.answer,
        "verdict": advice.verdict,
        "seen": _seen(row, advice),
        "advice": advice.advice,
    }


def _lines(row: Row, width: int) -> list[str]:
    advice = advice_for(row)
    start = f"{advice.mark:<6} {title_of(row.question):<{TITLE_WIDTH}} "
    indent = " " * len(start)
    lines = textwrap.wrap(start + _seen(row, advice), width, subsequent_indent=indent)
    if advice.advice:
        lines += textwrap.wrap(
            f"→ {advice.advice}", width, initial_indent=indent, subsequent_indent=f"{indent}  "
        )
    return lines


def _seen(row: Row, advice: Advice) -> str:
    """What was seen, with its detail in brackets."""
    return f"{advice.seen.rstrip('.')} ({row.detail})." if row.detail else advice.seen
