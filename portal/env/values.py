"""Single values: texts, switches, numbers, secrets and time zones."""

import os
import re
import zoneinfo
from collections.abc import Callable

MIN_SECRET_CHARS = 32


class SettingError(SystemExit):
    """Ends the start: printed as its one sentence, without a traceback, with exit status 1."""


def text(name: str, default: str | None = None) -> str:
    """The setting, stripped; without a `default` it is required."""
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
    """A secret of at least 32 characters; the error never repeats its value."""
    return _long_enough(name, text(name))


def secrets(name: str) -> list[str]:
    """Comma-separated secrets, each of at least 32 characters; [] if not set."""
    return [_long_enough(name, value) for value in csv(name)]


def key(name: str) -> str:
    """A key that can stand in a header, or ""; the error never repeats its value."""
    value = text(name, "")
    if not re.fullmatch(r"[!-~]*", value):
        raise SettingError(f"{name} must be plain letters, digits and punctuation, without spaces.")
    return value


def secret_key(name: str) -> str:
    """A key that we ourselves ask for, so of at least 32 characters; "" if not set."""
    value = key(name)
    return value and _long_enough(name, value)


def _long_enough(name: str, value: str) -> str:
    if len(value) < MIN_SECRET_CHARS:
        raise SettingError(
            f"{name} is too short: it must have at least {MIN_SECRET_CHARS} characters."
        )
    return value


def zone(name: str) -> zoneinfo.ZoneInfo | None:
    """A time zone by its IANA name; None if not set."""
    value = text(name, "")
    try:
        return zoneinfo.ZoneInfo(value) if value else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(
            f"{name} is not an IANA time zone: {value!r} (try Europe/Berlin)."
        ) from None


def checked(name: str, default: str, check: Callable[[str], object]) -> str:
    """A text that `check` accepts, else the message of its ValueError after the setting's name."""
    value = os.environ.get(name, default).strip()
    try:
        check(value)
    except ValueError as error:
        raise SettingError(f"{name}: {error}") from None
    return value
