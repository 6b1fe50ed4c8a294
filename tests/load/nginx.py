"""nginx in front of several portals, as docs/operations.md describes it, on a free port."""

import shutil
import subprocess
from pathlib import Path
from typing import Self

import requests

from tests.support.processes import free_port, until

CONF = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {before}
  upstream portal {{ {servers} keepalive 64; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096; keepalive_requests 1000000;
    location / {{
      proxy_pass http://portal; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Request-ID $request_id;
      proxy_connect_timeout 1s; proxy_read_timeout 60s;
    }}
    {more}
  }}
}}
"""


class Nginx:
    """A context manager; `before` and `more` are configuration of http and of the server."""

    def __init__(self, folder: Path, ports: list[int], before: str = "", more: str = "") -> None:
        self.port, self._folder = free_port(), folder
        servers = " ".join(f"server 127.0.0.1:{p} max_fails=1 fail_timeout=1s;" for p in ports)
        user = "user root;" if Path.home() == Path("/root") else ""
        self._conf = CONF.format(
            folder=folder, user=user, servers=servers, port=self.port, before=before, more=more
        )

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self) -> Self:
        path = self._folder / "nginx.conf"
        path.write_text(self._conf)
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self._process = subprocess.Popen(
            [program, "-p", str(self._folder), "-c", str(path)], stderr=subprocess.DEVNULL
        )
        until(self._answers, lambda: (self._folder / "error.log").read_text())
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return bool(requests.get(f"{self.url}/healthz", timeout=5).status_code)
        except (requests.ConnectionError, requests.Timeout):
            return False
