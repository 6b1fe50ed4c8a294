"""
Readers of the environment for settings.py.

Each gives a value of the wanted kind, or ends the start with one sentence that names the setting.
What may be secret is never repeated in it.
"""

import importlib.util
import json
import os
import re
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class SettingError(SystemExit):
    """Ends the start: printed as its one sentence, without a traceback, with exit status 1."""


def text(name: str, default: str | None = None) -> str:
    """The setting as it stands, stripped; without a `default` it must be there."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(f"{name} is not set: it has no default, see the table in README.md.")
    return default


def csv(name: str, default: str = "") -> tuple[str, ...]:
    """The comma-separated values of a setting, stripped, without empty ones."""
    return tuple(word.strip() for word in text(name, default).split(",") if word.strip())


def flag(name: str) -> bool:
    """A switch that is off unless set: 1, true, yes, on or 0, false, no, off."""
    value = text(name, "off").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} must be on or off, not {value!r}.")


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = text(name, str(default))
    if not re.fullmatch(r"\d{1,12}", value) or not least <= int(value) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def secret(name: str) -> str:
    """A secret of at least 32 characters; its value is never repeated in the refusal."""
    value = text(name)
    if len(value) < 32:
        raise SettingError(f"{name} is too short: it must have at least 32 characters.")
    return value


def key(name: str) -> str:
    """A key that can stand in a header, or ""; its value is never repeated in the refusal."""
    value = text(name, "")
    if not re.fullmatch(r"[!-~]*", value):
        raise SettingError(f"{name} must be plain letters, digits and signs without a blank.")
    return value


def event_slugs(name: str) -> tuple[str, ...]:
    """Event urls, each once, as they stand in https://www.accelevents.com/e/<event url>."""
    found = tuple(dict.fromkeys(csv(name)))
    wrong = [slug for slug in found if not re.fullmatch(r"[\w-]{1,100}", slug, re.ASCII)]
    if wrong:
        raise SettingError(f"{name} has {wrong[0]!r}: an event url is letters, digits, - and _.")
    if not found:
        raise SettingError(f"{name} is not set: name the event urls to serve, with commas.")
    return found


def origin(name: str, default: str) -> str:
    """scheme://host[:port] of a service: https, or plain http on loopback."""
    value = text(name, default).rstrip("/")
    _check_origin(name, value)
    return value


def _check_origin(name: str, value: str) -> None:
    try:
        parts = urlsplit(value)
        bare = f"{parts.scheme}://{parts.netloc}" == value and parts.port != 0
    except ValueError:
        bare = False
    if not bare or not parts.hostname or parts.username is not None:
        raise SettingError(f"{name} must be scheme://host or scheme://host:port, nothing more.")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise SettingError(f"{name} must begin with https:// (http:// only on loopback).")


def per_event(
    name: str, events: tuple[str, ...], read: Callable[[str, str], str], most: int = 100
) -> dict[str, tuple[str, ...]]:
    """
    Values for each event, of "event=a b; event2=c": {event: (a, b)}, {} when not set.

    `read(name, value)` gives a value as it is to be used, or ends the start.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in text(name, "").split(";"))):
        event, is_there, values = part.partition("=")
        if not is_there or event.strip() not in events:
            raise SettingError(f"{name} must be event=value value; …, for events of PORTAL_EVENTS.")
        found[event.strip()] = tuple(read(name, value) for value in values.split())
        if len(found[event.strip()]) > most:
            raise SettingError(f"{name} has more than {most} values for {event.strip()!r}.")
    return found


def subset(name: str, events: tuple[str, ...]) -> tuple[str, ...]:
    """The events that a setting names, all of them among `events`."""
    found = csv(name)
    wrong = [event for event in found if event not in events]
    if wrong:
        raise SettingError(f"{name} has {wrong[0]!r}, which is not in PORTAL_EVENTS.")
    return found


def origin_of_site(name: str, value: str) -> str:
    """An origin as browsers write it; one site each, no wildcard."""
    value = value.rstrip("/")
    _check_origin(name, value)
    if not re.fullmatch(r"https?://[a-z\d.-]+(:\d+)?", value):
        raise SettingError(f"{name} must be exact origins in small letters, without a wildcard.")
    return value.removesuffix(":443") if value.startswith("https") else value


def shared_secret(name: str, value: str) -> str:
    """A secret that an event site's backend sends; its value is never repeated in the refusal."""
    if not re.fullmatch(r"[!-:<-~]{32,200}", value):
        raise SettingError(
            f"{name} has a secret that is not 32 to 200 plain signs (no ; among them)."
        )
    return value


def zone(name: str) -> zoneinfo.ZoneInfo | None:
    """A time zone by its IANA name; None when not set."""
    value = text(name, "")
    try:
        return zoneinfo.ZoneInfo(value) if value else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(f"{name} is no IANA time zone: {value!r} (try Europe/Berlin).") from None


def media_hosts(name: str, default: str) -> tuple[str, ...]:
    """host, *.host or host:port of the meeting service."""
    found = csv(name, default)
    wrong = [host for host in found if not re.fullmatch(r"(\*\.)?[a-z\d.-]+(:\d{1,5})?", host)]
    if wrong or not found:
        raise SettingError(f"{name} must be hosts like *.chime.aws, not {', '.join(wrong)!r}.")
    return found


def checked(name: str, default: str, check: Callable[[str], object]) -> str:
    """A text that `check` accepts, or the ValueError's words behind the setting's name."""
    value = os.environ.get(name, default).strip()
    try:
        check(value)
    except ValueError as error:
        raise SettingError(f"{name}: {error}") from None
    return value


def redis_url(value: str) -> None:
    """ValueError unless `value` is empty or an address of a Redis server."""
    if value and not re.fullmatch(r"(rediss?|unix)://\S+", value):
        raise ValueError("must be redis://, rediss:// or unix://, like redis://127.0.0.1:6379/0.")
    _check_port(value)


def database(value: str) -> None:
    """ValueError unless `value` is the address of a database that can be used here."""
    if not re.match(r"(sqlite:///|postgres(ql)?://).", value):
        raise ValueError("must be sqlite:///path or postgresql://….")
    _check_port(value)
    if not value.startswith("sqlite") and not importlib.util.find_spec("psycopg"):
        raise ValueError("needs the package psycopg for PostgreSQL: pip install 'psycopg[binary]'.")


def _check_port(address: str) -> None:
    """ValueError, which repeats nothing of a password, when the port is none."""
    try:
        _port = urlsplit(address).port
    except ValueError:
        raise ValueError("cannot be read: is a sign of its password not %-encoded?") from None


def demo_people(name: str) -> tuple[dict[str, str], ...]:
    """The demo's people from a JSON file: e-mail, password, key and what will happen to them."""
    path = text(name, "")
    try:
        found = json.loads(Path(path).read_text()) if path else []
    except (OSError, ValueError):
        found = None
    if not isinstance(found, list):
        raise SettingError(f"{name} must name a JSON file with a list of people, not {path!r}.")
    return tuple(found)
