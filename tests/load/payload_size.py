"""Sizes of responses, in bytes over the wire."""

import re

import requests

from tests.load.bench_site import Site
from tests.load.list_requests import list_at, page_headers, poll_headers, tag_of
from tests.load.result_row import Row
from tests.support.processes import Portal

STYLE = re.compile(r'<link rel="stylesheet"[^>]*href="([^"]+)"')
SCRIPT = re.compile(r'<script[^>]*src="([^"]+)"')


def rows(site: Site, portal: Portal, cookie: str) -> list[Row]:
    """The table's rows; the page has been opened before."""
    part = poll_headers(cookie)
    short = poll_headers(cookie, tag_of(portal, "fifty", cookie))
    site.forget()
    page, parts = _page(portal, page_headers(cookie))
    calls = len(site.journal())
    changed = _body(list_at(portal, "fifty"), part)
    return [
        Row("bytes: an unchanged poll, head and all", _head(portal, short), 400, "bytes"),
        Row("bytes: a changed list of 50", changed / 1000, 10, "kB"),
        Row("bytes: first page of 50 with its CSS and script", (page + parts) / 1000, 60, "kB"),
        Row("bytes: … of that the page itself", page / 1000, unit="kB"),
        Row("calls upstream for a first page, warm", calls, 0, "calls"),
    ]


def referred(html: str) -> list[str]:
    """The addresses of a page's style sheets and scripts."""
    return [*STYLE.findall(html), *SCRIPT.findall(html)]


def _page(portal: Portal, headers: dict[str, str]) -> tuple[int, int]:
    """(bytes of the page, bytes of its style sheets and scripts)."""
    address = f"{portal.url}/e/fifty/"
    found = referred(requests.get(address, headers=headers, timeout=60).text)
    assert found, "a page without style"
    packed = {"Accept-Encoding": "gzip"}
    return _body(address, headers), sum(_body(portal.url + each, packed) for each in found)


def _body(address: str, headers: dict[str, str]) -> int:
    answer = requests.get(address, headers=headers, timeout=60, stream=True)
    answer.raise_for_status()
    return len(answer.raw.read())


def _head(portal: Portal, headers: dict[str, str]) -> int:
    """Bytes of a 304: its status line, its headers, the empty line."""
    answer = requests.get(list_at(portal, "fifty"), headers=headers, timeout=60)
    assert answer.status_code == 304
    told = (f"{name}: {value}\r\n" for name, value in answer.headers.items())
    return len("HTTP/1.1 304 Not Modified\r\n\r\n") + sum(map(len, told))
