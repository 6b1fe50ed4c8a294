"""Addresses: origins, hosts, Redis and the database."""

import importlib.util
import re
from urllib.parse import urlsplit

from portal.env.values import SettingError, csv, flag, text

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def origin(name: str, default: str) -> str:
    """scheme://host[:port] of a service: https, or plain http on loopback; "" by default only."""
    value = text(name, default)
    if value:
        _check_origin(name, value.rstrip("/"))
    return value.rstrip("/")


def origin_of_site(name: str, value: str) -> str:
    """`value` as browsers write an origin: one site, no wildcard."""
    value = value.rstrip("/")
    _check_origin(name, value)
    if not re.fullmatch(r"https?://[a-z\d.-]+(:\d+)?", value):
        raise SettingError(f"{name} must be exact origins in lower case, without a wildcard.")
    return value.removesuffix(":443") if value.startswith("https") else value


def sandbox(name: str, upstream: str) -> bool:
    """The switch that says that `upstream`, an origin, is a stand-in; it must be on loopback."""
    is_on = flag(name)
    if is_on and urlsplit(upstream).hostname not in LOOPBACK:
        raise SettingError(f"{name}=on is for a stand-in: ACCELEVENTS_URL must be on loopback.")
    return is_on


def _check_origin(name: str, value: str) -> None:
    try:
        parts = urlsplit(value)
        is_bare = f"{parts.scheme}://{parts.netloc}" == value and parts.port != 0
    except ValueError:
        is_bare = False
    if not is_bare or not parts.hostname or parts.username is not None:
        raise SettingError(f"{name} must be scheme://host or scheme://host:port, nothing more.")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise SettingError(f"{name} must begin with https:// (http:// only on loopback).")


def media_hosts(name: str, default: str) -> tuple[str, ...]:
    """Hosts of the meeting service: host, *.host or host:port."""
    hosts = csv(name, default)
    wrong = [host for host in hosts if not re.fullmatch(r"(\*\.)?[a-z\d.-]+(:\d{1,5})?", host)]
    if wrong or not hosts:
        raise SettingError(f"{name} must be hosts like *.chime.aws, not {', '.join(wrong)!r}.")
    return hosts


def redis_url(value: str) -> None:
    """ValueError unless `value` is empty or the address of a Redis server."""
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
    """ValueError, which repeats nothing of a password, if the port is not a number."""
    try:
        _port = urlsplit(address).port
    except ValueError:
        raise ValueError("cannot be read: is a character of its password not %-encoded?") from None
