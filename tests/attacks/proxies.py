"""nginx and Caddy in front of the portal, with the very lines of docs/operations.md."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attacks.site import Site
from tests.load.nginx import Nginx
from tests.support.http_browser import Browser
from tests.support.processes import ROOT, free_port, until

DOCUMENT = (ROOT / "docs/operations.md").read_text()


def documented(name: str, port: int, portal: int) -> str:
    """The lines that the document gives for this proxy, on loopback and without HTTPS."""
    block = re.search(rf"^{name}:\n\n((?:    .*\n|\n)+)", DOCUMENT, re.MULTILINE)
    assert block, f"{name} is not documented"
    lines = re.sub(r"127\.0\.0\.1:8000", f"127.0.0.1:{portal}", block[1])
    lines = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{port};", lines)
    lines = re.sub(r"server_name [^;]*;", "server_name localhost;", lines)
    return re.sub(r"^    portal\.example\.org \{", f"http://localhost:{port} {{", lines)


class DocumentedNginx(Nginx):
    """nginx with the document's lines in place of those for the bench."""

    def __init__(self, folder: Path, portal: int) -> None:
        super().__init__(folder, [portal])
        head = self._conf.partition("  upstream portal")[0]
        self._conf = f"{head}{documented('nginx', self.port, portal)}}}\n"


@contextmanager
def caddy(folder: Path, portal: int) -> Iterator[str]:
    """The origin of Caddy with the document's lines."""
    port = free_port()
    (folder / "Caddyfile").write_text(
        "{\n admin off\n auto_https off\n}\n" + documented("Caddy", port, portal)
    )
    process = subprocess.Popen(
        [shutil.which("caddy") or "caddy", "run", "--config", str(folder / "Caddyfile")],
        env={"HOME": str(folder)},
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        until(lambda: _answers(url), lambda: "Caddy did not start")
        yield url
    finally:
        process.terminate()
        process.wait()


@contextmanager
def in_front(name: str, site: Site, folder: Path) -> Iterator[str]:
    """The origin of this proxy."""
    if name == "Caddy":
        with caddy(folder, site.portal.port) as url:
            yield url
    else:
        with DocumentedNginx(folder, site.portal.port) as nginx:
            yield nginx.url


def _answers(url: str) -> bool:
    try:
        return Browser(url).get("/healthz").ok
    except OSError:
        return False
