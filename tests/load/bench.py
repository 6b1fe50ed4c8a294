"""
`make bench`: the goals of the load, measured side by side in one run.

What a request costs is the CPU time of the whole server tree, medians of interleaved rounds: so
ratios hold on a busy machine too. QUICK=1 takes fewer and shorter rounds.
"""

import json
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import requests

from tests.load import joins
from tests.load.chart import draw
from tests.load.measure import cost
from tests.load.nginx import Nginx
from tests.load.row import Row
from tests.load.site import Site
from tests.load.trees import memory_mb
from tests.processes import ROOT, Portal

QUICK = bool(os.environ.get("QUICK"))
ROUNDS, SECONDS = (3, 1) if QUICK else (5, 3)
CACHE = "proxy_cache_path {folder}/cache keys_zone=lists:1m;"
CACHED = """location /bare/cached {{ proxy_pass http://portal; proxy_cache lists;
  proxy_set_header Host $http_host; proxy_cache_valid 200 1s; proxy_ignore_headers Vary; }}"""


def costs(site: Site, portal: Portal, nginx: Nginx, cookie: str) -> dict[str, float]:
    """Microseconds of CPU a request, by what answers."""
    signed = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    html = signed | {"HX-Request": "true"}
    at = portal.url
    plain: dict[str, Callable[[], tuple[str, dict[str, str]]]] = {
        "constant": lambda: (f"{at}/bare/constant", signed),
        "session": lambda: (f"{at}/bare/session", signed),
        "template": lambda: (f"{at}/e/fifty/bare/template/", html),
        "page": lambda: (f"{at}/e/fifty/", signed),
        **{
            f"changed {event}": lambda event=event: (f"{at}/e/{event}/list/?", html)
            for event in ("fifty", "big")
        },
        **{
            f"unchanged {event}": lambda event=event: (
                f"{at}/e/{event}/list/?",
                html | {"If-None-Match": tag_of(at, event, html)},
            )
            for event in ("fifty", "big", "huge")
        },
    }
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, ask in plain.items():
            found[name].append(cost(portal.pid, *ask(), SECONDS))
        found["nginx"].append(cost(nginx.pid, f"{nginx.url}/bare/cached", signed, SECONDS))
    return {name: statistics.median(figures) for name, figures in found.items()}


def tag_of(at: str, event: str, headers: dict[str, str]) -> str:
    """A fresh tag; the short answer to it has been seen once."""
    address, tag, status = f"{at}/e/{event}/list/?", "", 0
    while status != 304:  # a list may change just now
        answer = requests.get(address, headers=headers | {"If-None-Match": tag}, timeout=60)
        tag, status = answer.headers["ETag"], answer.status_code
    return tag


def cost_rows(cost_of: dict[str, float]) -> list[Row]:
    unchanged, changed = cost_of["unchanged fifty"], cost_of["changed fifty"]
    session, template = cost_of["session"], cost_of["template"]
    return [
        Row("unchanged poll / nginx micro-cache", unchanged / cost_of["nginx"], 1.5),
        Row("unchanged poll / bare Django view", unchanged / cost_of["constant"], 0.2),
        Row("changed poll of 50 / view that reads the session", changed / session, 1.5),
        Row("changed poll of 500 / of 50", cost_of["changed big"] / changed, 1.3),
        Row("template each time / changed poll", template / changed, 25, at_least=True),
        Row("template each time / unchanged poll", template / unchanged, 500, at_least=True),
        Row("first page, warm / view that reads the session", cost_of["page"] / session, 3),
        Row("unchanged poll of 5,000 / of 50", cost_of["unchanged huge"] / unchanged, 1.2),
    ]


def byte_rows(at: str, cookie: str) -> list[Row]:
    """What the browser gets."""
    signed = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    html = signed | {"HX-Request": "true"}
    address = f"{at}/e/fifty/list/?"
    tag = tag_of(at, "fifty", html)
    short = requests.get(address, headers=html | {"If-None-Match": tag}, timeout=60)
    head = sum(len(name) + len(value) + 4 for name, value in short.headers.items()) + 30
    return [
        Row("an unchanged poll on the wire", head, 400, " bytes"),
        Row("a changed list of 50", _size(address, html) / 1000, 10, " kB"),
        Row(
            "the first page, compressed, without CSS and script",
            _size(f"{at}/e/fifty/", signed) / 1000,
            60,
            " kB",
        ),
    ]


def _size(address: str, headers: dict[str, str]) -> int:
    return len(requests.get(address, headers=headers, timeout=60, stream=True).raw.read())


def everything(site: Site) -> tuple[dict[str, float], list[Row]]:
    """(costs, rows of the table)."""
    with (
        site.portal(WORKERS="1") as portal,
        Nginx(
            site.folder, [portal.port], CACHE.format(folder=site.folder), CACHED.format()
        ) as nginx,
    ):
        cookie = site.sign_in(range(1))[0]
        for event in ("fifty", "big", "huge", "demo"):
            requests.get(f"{portal.url}/e/{event}/", headers={"Cookie": cookie}, timeout=60)
        site.forget()
        cost_of = costs(site, portal, nginx, cookie)
        rows = cost_rows(cost_of) + byte_rows(portal.url, cookie)
        rows += joins.alone(site, portal, 20 if QUICK else 100)
    with site.portal(WORKERS="2") as portal:
        requests.get(f"{portal.url}/e/big/", headers={"Cookie": cookie}, timeout=60)
        rows.append(
            Row("memory, 2 workers × 64 threads, 500 workshops", memory_mb(portal.pid), 300, " MB")
        )
    rows += joins.together(site, 100 if QUICK else 500)
    return cost_of, rows


def main() -> None:
    """Measure, print the table, write build/bench.json and docs/bench.svg."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cost_of, rows = everything(Site(stack, folder))
    for row in rows:
        print(row)
    print("\nµs of CPU a request:", {name: round(value) for name, value in cost_of.items()})
    out = ROOT / "build"
    out.mkdir(exist_ok=True)
    told = {"costs": cost_of, "rows": [asdict(row) | {"met": row.is_met} for row in rows]}
    (out / "bench.json").write_text(json.dumps(told, indent=1))
    draw(cost_of, out / "bench.svg")
    sys.exit(not all(row.is_met for row in rows))


if __name__ == "__main__":
    main()
