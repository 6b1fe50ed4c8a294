"""A whole site to measure: sandbox, Redis and portals, each a process, and its attendees."""

import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import requests

from tests.load.baseline_portal import Plain
from tests.load.visitors import EVENTS, Visitor, cookies, known_upstream
from tests.support.processes import ROOT, Portal, free_port, until
from tests.support.redis_server import Redis

NO_REFRESH = {"LIST_FRESH_SECONDS": "600"}  # while it is measured what a request costs


class Site:
    """Shared by all portals that are measured in one run."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.folder, self.redis = folder, stack.enter_context(Redis())
        self._caches, self._people = count(), 0
        port = free_port()
        self.upstream = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "tests.load.sandbox_process", str(port)]
        self._sandbox = subprocess.Popen(command, cwd=ROOT)
        stack.callback(self._sandbox.wait)
        stack.callback(self._sandbox.terminate)
        until(self._answers, lambda: "the sandbox did not start")
        self.settings = {
            "SECRET_KEY": "only-for-the-tests-" + "x" * 32,
            "PORTAL_EVENTS": ",".join(EVENTS),
            "ACCELEVENTS_URL": self.upstream,
            "SANDBOX": "on",
            "DATABASE_URL": f"sqlite:///{folder / 'shared.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "LIST_FRESH_SECONDS": "10",
        }
        self._be_one_of_them()

    def _be_one_of_them(self) -> None:
        """Set Django up in this process, over the same database, to sign attendees in."""
        os.environ.update(self.settings)
        import django

        django.setup()
        logging.disable(logging.INFO)  # thousands of lines on signing in

    @contextmanager
    def portal(self, kind: type[Portal] = Portal, **settings: str) -> Iterator[Portal]:
        """
        A portal with these settings more, ready.

        Each has a Redis database of its own: portals that share one share admission as well.
        """
        cache = self.redis.url.removesuffix("/0") + f"/{next(self._caches)}"
        told = self.settings | {"REDIS_URL": cache} | settings
        with kind(self.folder, self.upstream, **told) as found:
            yield found

    def plain(self) -> Any:
        """Likewise, but served by plain WSGI."""
        return self.portal(Plain)

    def sign_in(self, many: int) -> list[Visitor]:
        """So many visitors whom nobody has seen before, signed in; a portal must have started."""
        people = known_upstream(range(self._people + 1, self._people + 1 + many))
        self._people += many
        told = zip(people, cookies(people), strict=True)
        return [replace(one, cookie=cookie) for one, cookie in told]

    def viewers(self, many: int) -> list[str]:
        """The Cookie headers of `many` viewers who only read; upstream they are one person."""
        [reader] = known_upstream([0])
        return cookies([replace(reader, user_id=f"viewer-{number}") for number in range(many)])

    def door(self) -> int:
        """Add a workshop to the demo event that everybody may enter now. Returns its id."""
        told = {"title": "A door", "starts": -5, "ends": 180}
        answer = requests.post(f"{self.upstream}/sandbox/workshops", json=told, timeout=20)
        return int(answer.json()["id"])

    def remove(self, workshop: int) -> None:
        """Remove the workshop."""
        requests.delete(f"{self.upstream}/sandbox/workshops/{workshop}", timeout=20)

    def empty(self, workshop: int) -> None:
        """Take all seats of the workshop away upstream; what a portal remembers stays."""
        address = f"{self.upstream}/sandbox/workshops/{workshop}"
        requests.put(address, json={"seats": {}}, timeout=20).raise_for_status()

    def end_queue(self) -> None:
        """Forget who is queued and has stopped asking, as the portals do by themselves later."""
        from workshops.models import QueueEntry

        QueueEntry.objects.all().delete()

    def journal(self) -> list[dict[str, Any]]:
        """The calls that have reached upstream since `forget`."""
        found: list[dict[str, Any]] = requests.get(
            f"{self.upstream}/sandbox/journal", timeout=60
        ).json()
        return found

    def calls(self) -> Counter[str]:
        """The number of calls by name: "list", "register"…"""
        return Counter(call["call"] for call in self.journal())

    def forget(self) -> None:
        requests.delete(f"{self.upstream}/sandbox/journal", timeout=20)

    @contextmanager
    def slow(self, call: str, seconds: float) -> Iterator[None]:
        """Within this context, upstream takes so long for these calls."""
        fault = {"call": call, "kind": "delay", "seconds": seconds}
        requests.post(f"{self.upstream}/sandbox/faults", json=fault, timeout=20)
        try:
            yield
        finally:
            requests.delete(f"{self.upstream}/sandbox/faults", timeout=20)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.upstream}/sandbox/", timeout=5).ok
        except (requests.ConnectionError, requests.Timeout):
            return False
