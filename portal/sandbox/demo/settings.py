"""The settings of the demo, so that nobody needs to set any to start it."""

import json
import secrets
import socket
import tempfile
from pathlib import Path

from portal.sandbox.accelevents import EVENT_FILE

# Two sites on this machine: browsers resolve such names to loopback by themselves.
PORTAL_NAME, SITE_NAME = "portal.localhost", "event-site.localhost"


def demo_settings() -> dict[str, str]:
    """The environment of a portal over the sandbox: all of it new, and on loopback."""
    upstream, media, site = _free_port(), _free_port(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="workshop-portal-"))
    people = folder / "people.json"
    people.write_text(json.dumps(_demo_people()))
    return {
        "SECRET_KEY": secrets.token_hex(32),
        "PORTAL_EVENTS": "demo",
        "ACCELEVENTS_URL": f"http://127.0.0.1:{upstream}",
        "SANDBOX": "on",
        "PLAIN_COOKIES": "on",
        "ACCELEVENTS_UNREGISTER_CALL": "DELETE /rest/events/{event}/user-session/{session}",
        "MEDIA_HOSTS": f"127.0.0.1:{media},127.0.0.1:3478",
        "MEDIA_CHECK_URL": f"http://127.0.0.1:{media}",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "DEMO_PEOPLE": str(people),
        "BIND": "127.0.0.1",
        "ALLOWED_HOSTS": f"localhost,127.0.0.1,{PORTAL_NAME}",
        "EMBED_ORIGINS": f"demo=https://{SITE_NAME}:{site}",
        "EMBED_SECRETS": f"demo={secrets.token_hex(32)}",
        "TRUSTED_PROXY": "on",  # the portal is also reached by https, through a proxy of ours
    }


def _demo_people() -> list[dict[str, str]]:
    """Email, password and key ("" for none), name, group and story of the sandbox's people."""
    seed = json.loads(EVENT_FILE.read_text(encoding="utf-8"))
    return [
        {
            "email": person["email"],
            "password": person.get("password", "let-me-in"),
            "key": person.get("user_key", ""),
            "name": f"{person['first']} {person['last']}",
            "group": person.get("group", "in"),
            "who": person["description"],
        }
        for person in seed["people"]
        if person.get("description")
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
