"""Which events are served, values for each of them, and the demo's people."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from portal.env.values import SettingError, csv, text


def event_slugs(name: str) -> tuple[str, ...]:
    """Event urls, each once, as they stand in https://www.accelevents.com/e/<event url>."""
    slugs = tuple(dict.fromkeys(csv(name)))
    wrong = [slug for slug in slugs if not re.fullmatch(r"[\w-]{1,100}", slug, re.ASCII)]
    if wrong:
        raise SettingError(f"{name} has {wrong[0]!r}: an event url is letters, digits, - and _.")
    if not slugs:
        raise SettingError(f"{name} is not set: name the event urls to serve, separated by commas.")
    return slugs


def per_event(
    name: str, events: tuple[str, ...], read: Callable[[str, str], str], most: int = 100
) -> dict[str, tuple[str, ...]]:
    """
    Values for each event, of "event=a b; event2=c": {event: (a, b)}; {} if not set.

    `read(name, value)` returns a value as it is to be used, or ends the start.
    """
    by_event: dict[str, tuple[str, ...]] = {}
    for event, values in event_values(name, events).items():
        by_event[event] = tuple(read(name, value) for value in values.split())
        if len(by_event[event]) > most:
            raise SettingError(f"{name} has more than {most} values for {event!r}.")
    return by_event


def event_values(name: str, events: tuple[str, ...]) -> dict[str, str]:
    """What stands after each event's equals sign, of "event=a b; event2=c"; {} if not set."""
    by_event: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text(name, "").split(";"))):
        event, equals, value = part.partition("=")
        if not equals or event.strip() not in events:
            raise SettingError(f"{name} must be event=value value; …, for events of PORTAL_EVENTS.")
        by_event[event.strip()] = value.strip()
    return by_event


def subset(name: str, events: tuple[str, ...]) -> tuple[str, ...]:
    """The events that a setting names, all of them among `events`."""
    named = csv(name)
    wrong = [event for event in named if event not in events]
    if wrong:
        raise SettingError(f"{name} has {wrong[0]!r}, which is not in PORTAL_EVENTS.")
    return named


def shared_secret(name: str, value: str) -> str:
    """`value`, a secret that an event site's backend sends; the error never repeats it."""
    if not re.fullmatch(r"[!-:<-~]{32,200}", value):
        raise SettingError(
            f"{name} has a secret that is not 32 to 200 plain characters (no ; among them)."
        )
    return value


def demo_people(name: str) -> tuple[dict[str, str], ...]:
    """
    The demo's people from the JSON file that the setting names; () if not set.

    Each has an email address, a password, a key, a name, a group, and what will happen to them.
    """
    path = text(name, "")
    try:
        people = json.loads(Path(path).read_text()) if path else []
    except (OSError, ValueError):
        people = None
    if not isinstance(people, list):
        raise SettingError(f"{name} must name a JSON file with a list of people, not {path!r}.")
    return tuple(people)
