"""The CPU time of a request over the whole server tree, by what answers it."""

import statistics
from collections import defaultdict
from collections.abc import Callable

from tests.load import goals
from tests.load.bench_site import Site
from tests.load.bench_size import Extent
from tests.load.list_requests import (
    list_at,
    of_another_look,
    page_headers,
    poll_headers,
    tag_of,
)
from tests.load.measure import cost
from tests.load.nginx import Nginx
from tests.load.result_row import Row
from tests.support.processes import Portal

# nginx as people would put it before such a list: the portal's own answer, compressed, for a
# second; one request fetches it anew while the others get the last.
ZONE = "proxy_cache_path {folder}/cache keys_zone=lists:1m;"
CACHED = """location = /anchor {{
  proxy_pass http://portal/e/fifty/list/?; proxy_http_version 1.1; proxy_set_header Connection "";
  proxy_set_header Host $http_host; proxy_set_header Cookie "{cookie}";
  proxy_set_header HX-Request true; proxy_set_header Accept-Encoding gzip;
  proxy_cache lists; proxy_cache_key list; proxy_cache_valid 200 1s; proxy_cache_lock on;
  proxy_cache_use_stale updating; proxy_cache_background_update on;
  proxy_ignore_headers Vary Cache-Control Expires Set-Cookie;
}}"""
Wanted = dict[str, Callable[[], tuple[str, dict[str, str]]]]  # (address, headers), made anew


def anchor(site: Site, portal: Portal, cookie: str) -> Nginx:
    """nginx in front of this portal, with the list of 50 at /anchor as this attendee sees it."""
    zone = ZONE.format(folder=site.folder)
    return Nginx(site.folder, [portal.port], zone, CACHED.format(cookie=cookie))


def costs(portal: Portal, nginx: Nginx, cookie: str, extent: Extent) -> dict[str, float]:
    """Microseconds a request: the median of the rounds, each of which runs everything."""
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(extent.rounds):
        for name, wanted in _wanted(portal, cookie).items():
            if name != "template" or number < extent.slow_rounds:
                found[name].append(cost(portal.pid, *wanted(), extent.seconds))
        at_anchor = f"{nginx.url}/anchor", page_headers(cookie)
        found["nginx"].append(cost(nginx.pid, *at_anchor, extent.seconds))
    return {name: statistics.median(figures) for name, figures in found.items()}


def _wanted(portal: Portal, cookie: str) -> Wanted:
    at, whole, part = portal.url, page_headers(cookie), poll_headers(cookie)

    def changed(event: str) -> tuple[str, dict[str, str]]:
        tag = of_another_look(tag_of(portal, event, cookie))
        return list_at(portal, event), poll_headers(cookie, tag)

    def unchanged(event: str) -> tuple[str, dict[str, str]]:
        tag = tag_of(portal, event, cookie)
        return list_at(portal, event), poll_headers(cookie, tag)

    return {
        "constant": lambda: (f"{at}/bare/constant", whole),
        "session": lambda: (f"{at}/bare/session", whole),
        "constant list": lambda: (f"{at}/bare/list/", whole),
        "template": lambda: (f"{at}/e/fifty/bare/template/", part),
        "page": lambda: (f"{at}/e/fifty/", whole),
        "changed fifty": lambda: changed("fifty"),
        "changed big": lambda: changed("big"),
        "unchanged fifty": lambda: unchanged("fifty"),
        "unchanged big": lambda: unchanged("big"),
        "unchanged huge": lambda: unchanged("huge"),
    }


def rows(of: dict[str, float]) -> list[Row]:
    """The table's rows, from the result of `costs`."""
    unchanged, changed = of["unchanged fifty"], of["changed fifty"]
    most = max(of["unchanged big"], of["unchanged huge"])
    return [
        Row(
            "CPU: unchanged poll / nginx micro-cache",
            unchanged / of["nginx"],
            goals.UNCHANGED_TO_NGINX,
        ),
        Row(
            "CPU: unchanged poll / bare Django view",
            unchanged / of["constant"],
            goals.UNCHANGED_TO_BARE_VIEW,
        ),
        Row(
            "CPU: changed poll of 50 / constant view without a session",
            changed / of["constant list"],
            goals.CHANGED_TO_CONSTANT,
        ),
        Row("CPU: changed poll of 500 / of 50", of["changed big"] / changed, 1.3),
        Row("CPU: template each time / changed poll", of["template"] / changed, 25, at_least=True),
        Row(
            "CPU: template each time / unchanged poll",
            of["template"] / unchanged,
            500,
            at_least=True,
        ),
        Row(
            "CPU: first page, warm / view that reads the session",
            of["page"] / of["session"],
            goals.PAGE_TO_SESSION,
        ),
        Row("CPU: unchanged poll of 500 or 5,000 / of 50", most / unchanged, goals.MORE_WORKSHOPS),
    ]
