"""A process that serves publishes its counts, once, under every WSGI server."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from portal.observability import prometheus

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {"SECRET_KEY": "x" * 50, "PORTAL_EVENTS": "demo", "ALLOWED_HOSTS": "testserver"}
# What a server does that imports first, forks then and serves in its children (gunicorn --preload).
SERVE_IN_A_FORK = """
import os, sys, threading
from portal.wsgi import application
from wsgiref.util import setup_testing_defaults

def names():
    return [thread.name for thread in threading.enumerate()]

before = names()
pid = os.fork()
if pid:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
environ = {"PATH_INFO": "/healthz", "HTTP_HOST": "testserver"}
setup_testing_defaults(environ)
answers = [b"".join(application(environ, lambda *_: None)) for _ in range(2)]
print(answers, before.count("metrics"), names().count("metrics"), flush=True)
os._exit(0)
"""


@pytest.fixture
def started(monkeypatch):
    """The threads that the publisher starts, none of which runs."""
    threads = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: threads.append(thread))
    monkeypatch.setattr(prometheus, "_publishing_pids", set())
    return threads


def test_the_publisher_starts_once_in_a_process(started):
    prometheus.start_publisher()
    prometheus.start_publisher()

    assert [thread.name for thread in started] == ["metrics"]


def test_a_fork_starts_a_publisher_of_its_own(started, monkeypatch):
    prometheus.start_publisher()
    monkeypatch.setattr("os.getpid", lambda: -1)
    prometheus.start_publisher()

    assert len(started) == 2


def test_under_a_server_that_forks_each_process_publishes(tmp_path):
    env = SETTINGS | {"DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}

    ended = subprocess.run(
        [sys.executable, "-c", SERVE_IN_A_FORK],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert ended.stdout.strip() == "[b'alive\\n', b'alive\\n'] 0 1"
