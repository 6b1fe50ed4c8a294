"""
What the portal has found out about its upstream, where the documentation leaves a question open.

Each question has a few one-word answers, the assumption first and the worst last. An answer is
recorded where it is seen; /readyz, the team's page and `manage.py check_event` read them here.
An answer holds no address, no path and nothing of any person.
"""

import logging
import threading
from collections.abc import Callable, Mapping

from portal.observability.registry import on_reset

ANSWERS: dict[str, tuple[str, ...]] = {
    "token": ("raw", "bearer", "refused"),  # the form of the Authorization header
    "password_login": ("works", "missing"),
    "api_key": ("accepted", "refused"),
    "register": ("confirmed", "unconfirmed", "missing"),
    "list_pages": ("as_asked", "capped", "smaller"),  # smaller: only after a refusal
    "list_expand": ("accepted", "refused"),
    "list_visibility": ("told", "missing"),  # whether items say PUBLIC or PRIVATE
    "list_status": ("told", "missing"),  # whether items read by the key say VISIBLE or HIDDEN
    "times": ("text", "iso", "epoch"),
    "zone": ("event", "setting", "attendee", "assumed"),
    "meeting": ("complete", "incomplete"),
    "hub": ("default", "setting", "white_label"),
}
UNSEEN = "unseen"
logger = logging.getLogger("portal.findings")

Finding = tuple[str, str]  # (question, event); event "" for what holds for every event
_found: dict[Finding, str] = {}
_lock = threading.Lock()
_listeners: list[Callable[[Finding, str], None]] = []


def record(question: str, answer: str, event: str = "") -> None:
    """
    Note what was just seen; a change is logged once. ValueError for an unknown word.

    `event` is the event it was seen at, "" if it holds for all of them.
    """
    if answer not in ANSWERS.get(question, ()):
        raise ValueError(f"{question!r} is never answered by {answer!r}")
    finding = question, event
    with _lock:
        if _found.get(finding) == answer:
            return
        _found[finding] = answer
    level = logging.INFO if answer == ANSWERS[question][0] else logging.WARNING
    logger.log(level, "found out about upstream: %s is %s", question, answer)
    for tell in _listeners:
        tell(finding, answer)


def found(question: str, event: str = "") -> str:
    """The answer at this event, else the one for every event, else UNSEEN."""
    return _found.get((question, event)) or _found.get((question, ""), UNSEEN)


def adopt(findings: Mapping[Finding, str]) -> None:
    """
    Take over what another process has found out; it was written after what this one knew.

    Words that nobody here knows, such as those of another release, are left out.
    """
    known = {
        finding: answer
        for finding, answer in findings.items()
        if answer in ANSWERS.get(finding[0], ())
    }
    with _lock:
        _found.update(known)


def worst() -> dict[str, str]:
    """Of each question the worst answer over all events, UNSEEN if there is none."""
    with _lock:
        seen = list(_found.items())
    return {
        question: _worst(words, {answer for (asked, _), answer in seen if asked == question})
        for question, words in ANSWERS.items()
    }


def on_change(tell: Callable[[Finding, str], None]) -> None:
    """Let `tell(finding, answer)` be called after each change, in the thread that recorded it."""
    _listeners.append(tell)


@on_reset
def reset() -> None:
    """Forget everything, as a new process has it."""
    with _lock:
        _found.clear()


def _worst(words: tuple[str, ...], seen: set[str]) -> str:
    return next((word for word in reversed(words) if word in seen), UNSEEN)
