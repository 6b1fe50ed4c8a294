"""The site under attack: a stand-in of upstream, a store, and portals of two processes each."""

import base64
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

import psycopg
import redis

from portal.observability.heartbeats import HEARTBEAT_SECONDS
from portal.sandbox.accelevents import FakeAccelevents
from tests.load.load_requests import Ask, ask
from tests.support.http_browser import Browser
from tests.support.postgres_server import PostgreSQL
from tests.support.processes import Portal, until
from tests.support.redis_server import Redis

STORES = ("sqlite", "redis", "postgresql")
EVENT_SITE, HANDOFF_SECRET, METRICS_KEY = "https://site.example", "s" * 40, "m" * 40
PASSWORD = "let-me-in"
# The headers of requests by a framed page: the portal's own, in an iframe.
INSIDE = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}
SETTINGS = {
    "SANDBOX": "off",  # the pages are those of production
    "TRUSTED_PROXY": "on",  # each visitor has an address of their own
    "EMBED_ORIGINS": f"demo={EVENT_SITE}",
    "EMBED_SECRETS": f"demo={HANDOFF_SECRET}",
    "METRICS_KEY": METRICS_KEY,
}
_numbers = count(1)  # of visitors: each test has people and addresses of its own


class Site:
    """Portals over one store; `machines` of them share it, as several machines would."""

    def __init__(
        self, stack: ExitStack, sandbox: FakeAccelevents, store: str, machines: int = 1, **more: str
    ) -> None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-attack-")))
        self.sandbox, self.store = sandbox, store
        self.redis = stack.enter_context(Redis()) if "redis" in store else None
        self.postgres = stack.enter_context(PostgreSQL()) if "postgresql" in store else None
        self.database = folder / "portal.sqlite3"
        self.settings = SETTINGS | {"DATABASE_URL": f"sqlite:///{self.database}"}
        if self.postgres:
            self.settings["DATABASE_URL"] = self.postgres.url
        if self.redis:
            self.settings["REDIS_URL"] = self.redis.url
        self.settings |= more
        self.portals = [Portal(folder, sandbox.url, **self.settings) for _ in range(machines)]
        for portal in self.portals:
            stack.enter_context(portal)
        self._started = time.monotonic()

    @property
    def portal(self) -> Portal:
        """The first of them."""
        return self.portals[0]

    @property
    def log_text(self) -> str:
        """What all of them have logged."""
        return "".join(portal.log_text for portal in self.portals)

    def wait_for_full_admission(self) -> None:
        """
        Wait until no process counts as starting.

        Until all others know of it, a process admits one join at a time.
        """
        known = self._started + HEARTBEAT_SECONDS
        until(lambda: time.monotonic() > known, lambda: "time stands still")

    def visitor(
        self, portal: Portal | None = None, headers: dict[str, str] | None = None
    ) -> Browser:
        """Somebody new, not signed in, who comes from an address of their own."""
        number = next(_numbers)
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        told = {"X-Forwarded-For": address} | (headers or {})
        found = Browser((portal or self.portal).url, told)
        found.email = f"visitor-{number}@example.org"
        return found

    def attendee(
        self, at: str = "/e/demo/", email: str = "", portal: Portal | None = None
    ) -> Browser:
        """Somebody new (or the one with this email), signed in to the list at this address."""
        found = self.visitor(portal, INSIDE if at.startswith("/embed/") else None)
        found.email = email or found.email
        answer = found.sign_in(found.email, PASSWORD, at)
        assert answer.status_code == 303, (answer.status_code, answer.text[:500])
        return found

    def rows(self) -> dict[str, int]:
        """The number of rows by table."""
        return {table: len(rows) for table, rows in self.tables().items()}

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the database, by table."""
        with self.sql() as database:
            return {name: _all(database, name) for name in _names(database)}

    @contextmanager
    def sql(self) -> Iterator[Any]:
        """A connection to the database."""
        database: Any = (
            psycopg.connect(self.postgres.url, autocommit=True)
            if self.postgres
            else sqlite3.connect(self.database, timeout=20)
        )
        try:
            yield database
        finally:
            database.close()

    def keys(self) -> dict[bytes, bytes]:
        """Everything in Redis; without one nothing."""
        if self.redis is None:
            return {}
        with redis.Redis(port=self.redis.port) as client:
            found = client.keys()
            return {key: _value(client, key) for key in found}

    def at_rest(self) -> dict[str, str]:
        """What the stores hold, by table or key; what is written in base64 is read as well."""
        rows = {f"table {name}": map(str, chain(*rows)) for name, rows in self.tables().items()}
        values = {f"key {key!r}": [repr(each)] for key, each in self.keys().items()}
        return {
            place: "\n".join(f"{cell}\n{_plain(cell)}" for cell in cells)
            for place, cells in (rows | values).items()
        }

    def places_of(self, *secrets: str) -> list[str]:
        """The tables and keys that hold any of these, in clear or in base64."""
        return [
            place for place, told in self.at_rest().items() if any(each in told for each in secrets)
        ]

    def entries(self) -> int:
        """Rows of all tables and keys of Redis together."""
        return sum(self.rows().values()) + len(self.keys())


def is_signed_in(browser: Browser, at: str = "/e/demo/") -> bool:
    """Whether its cookies open the list."""
    return browser.get(at).status_code == 200


def stolen(browser: Browser, portal: Portal | None = None) -> Browser:
    """Another browser with a copy of its cookies and form token, at this portal or the same."""
    thief = Browser(portal.url if portal else browser.origin, dict(browser.headers))
    thief.cookies, thief.form_token = dict(browser.cookies), browser.form_token
    return thief


def prepared(browser: Browser, path: str, form: dict[str, str] | None = None, **more: str) -> Ask:
    """A GET of this browser, or with `form` a POST, for `tests.load.load_requests.send`."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = browser.headers | {name.replace("_", "-"): value for name, value in more.items()}
    if form is not None:
        form = {"csrfmiddlewaretoken": browser.form_token} | form
    return ask(browser.origin + path, headers | {"Cookie": cookies}, form)


def _names(database: Any) -> Iterable[str]:
    of_postgres = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    of_sqlite = "SELECT name FROM sqlite_master WHERE type = 'table'"
    query = of_sqlite if isinstance(database, sqlite3.Connection) else of_postgres
    return [name for (name,) in database.execute(query).fetchall()]


def _all(database: Any, table: str) -> list[tuple[Any, ...]]:
    return list(database.execute(f'SELECT * FROM "{table}"').fetchall())


def _value(client: "redis.Redis[bytes]", key: bytes) -> bytes:
    """A text as it is, anything else as Redis would copy it."""
    found = client.get(key) if client.type(key) == b"string" else client.dump(key)
    return found or b""


def _plain(cell: str) -> str:
    try:
        return base64.b64decode(cell, validate=True).decode("latin-1")
    except ValueError:
        return ""
