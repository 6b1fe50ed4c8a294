"""What the portal found out about one event's upstream, ordered for the team's page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from portal import events
from portal.observability import findings, registry, shared_findings
from workshops.catalogue import ages, health
from workshops.pages.upstream_texts import QUESTIONS, UPSTREAM_TEXTS, AnswerText

GROUPS = {
    gettext_lazy("Signing in"): ("password_login", "token"),
    gettext_lazy("The list of workshops"): (
        "zone", "times", "list_visibility", "list_expand", "list_pages", "api_key", "list_status",
    ),
    gettext_lazy("Getting in"): ("register", "meeting", "hub"),
}  # fmt: skip
OF_KEY = {"api_key", "list_status"}  # seen only where the organization's key is set


@dataclass(frozen=True, slots=True)
class UpstreamAnswer:
    """One question, and what was found out: `text` is None for "not seen yet"."""

    title: Any
    text: AnswerText | None


@dataclass(frozen=True, slots=True)
class ListState:
    """
    The list of one event as this process knows it.

    `age` is in seconds, None if it has not read it; `problem` is what it suffers from, one of
    silent, busy, refusing, broken, or ""; `unclear` counts items that do not say who may see them.
    """

    age: int | None
    problem: str
    zone: str
    unclear: int


def upstream_report(event: str) -> dict[str, Any]:
    """The context of the team's page. It asks the cache, and nothing of upstream."""
    shared_findings.adopt()
    groups = [(title, list(_answers(names, event))) for title, names in GROUPS.items()]
    return {
        "groups": groups,
        "to_do": sum(_needs_somebody(answers) for _title, answers in groups),
        "list_state": _list_state(event),
        "has_key": bool(settings.ACCELEVENTS.api_key),
    }


def _answers(questions: Iterable[str], event: str) -> Iterator[UpstreamAnswer]:
    for question in questions:
        if settings.ACCELEVENTS.api_key or question not in OF_KEY:
            word = findings.found(question, event)
            yield UpstreamAnswer(QUESTIONS[question], UPSTREAM_TEXTS.get((question, word)))


def _needs_somebody(answers: Iterable[UpstreamAnswer]) -> int:
    return sum(answer.text is not None and answer.text.kind == "bad" for answer in answers)


def _list_state(event: str) -> ListState:
    age = ages().get(event)
    reports = registry.readiness_reports(with_stores=False)
    return ListState(
        age=None if age is None else round(age),
        problem=health().get(event, ""),
        zone=events.zone_of(events.cached(event)).key,
        unclear=reports.get("unclear_visibility") or 0,
    )
