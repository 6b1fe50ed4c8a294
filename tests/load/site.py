"""A whole site to be measured: sandbox, Redis and a portal, each a process, and people in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from tests.processes import ROOT, Portal, free_port, until
from tests.redis_server import Redis

PASSWORD = "let-me-in"
EVENTS = ("demo", "fifty", "big", "huge")
CSRF = "c" * 32


class Site:
    """Shared by all portals that are measured in one run."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.folder, self.redis = folder, stack.enter_context(Redis())
        port = free_port()
        self.upstream = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "tests.load.upstream", str(port)]
        self._sandbox = subprocess.Popen(command, cwd=ROOT)
        stack.callback(self._sandbox.wait)
        stack.callback(self._sandbox.terminate)
        until(self._answers, lambda: "the sandbox did not start")
        self.settings = {
            "SECRET_KEY": "only-for-the-tests-" + "x" * 32,
            "PORTAL_EVENTS": ",".join(EVENTS),
            "ACCELEVENTS_URL": self.upstream,
            "REDIS_URL": self.redis.url,
            "DATABASE_URL": f"sqlite:///{folder / 'shared.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "LIST_FRESH_SECONDS": "10",
        }
        os.environ.update(self.settings)

    @contextmanager
    def portal(self, **settings: str) -> Iterator[Portal]:
        """A portal with these settings more, ready."""
        with Portal(self.folder, self.upstream, **self.settings | settings) as found:
            yield found

    def sign_in(self, numbers: range) -> list[str]:
        """The Cookie headers of visitors signed in to all events; a portal must have started."""
        import django

        django.setup()
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(self._cookie, numbers))

    def calls(self) -> int:
        """How many calls have come upstream."""
        return len(requests.get(f"{self.upstream}/sandbox/journal", timeout=60).json())

    def forget(self) -> None:
        requests.delete(f"{self.upstream}/sandbox/journal", timeout=20)

    def slow(self, call: str, seconds: float) -> None:
        """Let upstream take so long for these calls from now on."""
        requests.delete(f"{self.upstream}/sandbox/faults", timeout=20)
        fault = {"call": call, "kind": "delay", "seconds": seconds}
        if seconds:
            requests.post(f"{self.upstream}/sandbox/faults", json=fault, timeout=20)

    def token(self, number: int) -> tuple[str, str]:
        """(upstream's token, user id) of visitor-<number>."""
        form = {"username": f"visitor-{number}@example.org", "password": PASSWORD}
        from portal.accelevents.client import Accelevents
        from portal.attendees.session import upstream

        found = Accelevents(upstream()).sign_in_with_password(form["username"], form["password"])
        return found.token, found.user_id

    def _cookie(self, number: int) -> str:
        from django.conf import settings
        from django.contrib.sessions.backends.cached_db import SessionStore
        from django.db import connection
        from django.utils import timezone

        from portal.attendees.session import seal

        token, user_id = self.token(number)
        store = SessionStore()
        kept = {
            "id": user_id, "first_name": "Visitor", "last_name": str(number),
            "roles": ["attendee"], "token": seal(token), "signed_in_at": timezone.now().isoformat(),
        }  # fmt: skip
        store["attendees"] = dict.fromkeys(EVENTS, kept)
        store["_csrftoken"] = CSRF
        store.save()
        connection.close()
        return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.upstream}/sandbox/", timeout=5).ok
        except (requests.ConnectionError, requests.Timeout):
            return False
