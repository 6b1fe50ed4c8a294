"""Fifty thousand requests of strangers leave no row, no entry and no memory behind."""

from itertools import cycle, islice

from tests.attacks.site import Site, prepared
from tests.load.load_requests import Ask, send
from tests.load.process_tree import own_memory_mb

FIRST, WARM, ALL = 100, 10_000, 50_000
CONNECTIONS = 32
PATHS = [
    "/", "/e/demo/", "/e/demo/sign-in/", "/embed/e/demo/sign-in/", "/e/demo/sign-in/link/x{n}/",
    "/nothing/{n}/", "/e/demo/sign-in/?next=/e/demo/?q={n}", "/embed/e/demo/", "/healthz",
    "/e/demo/brand/{n:06d}-0b0b0b.css",
]  # fmt: skip


def requests_of_strangers(site: Site, first: int, end: int) -> list[Ask]:
    """GETs without cookies, each from an address and in a language of its own."""
    stranger = site.visitor()
    paths = islice(cycle(PATHS), end - first)
    return [
        prepared(
            stranger,
            path.format(n=number),
            X_Forwarded_For=f"172.{number >> 16 & 15 | 16}.{number >> 8 & 255}.{number & 255}",
            Accept_Language=f"x{number % 997}",
            Cookie=f"junk{number}=1",
        )
        for number, path in enumerate(paths, first)
    ]


def test_fifty_thousand_strangers_leave_nothing(every_site: Site, record_property):
    send(requests_of_strangers(every_site, 0, FIRST), CONNECTIONS)
    rows, entries = every_site.rows(), every_site.entries()
    send(requests_of_strangers(every_site, FIRST, WARM), CONNECTIONS)
    memory = own_memory_mb(every_site.portal.pid)

    answers = send(requests_of_strangers(every_site, WARM, ALL), CONNECTIONS)

    grown = own_memory_mb(every_site.portal.pid)
    record_property("measured", f"memory {memory:.0f} MB after {WARM}, {grown:.0f} after {ALL}")
    assert {each.status for each in answers} <= {200, 303, 404}
    grown_tables = {name for name, many in every_site.rows().items() if many > rows[name]}
    assert {name for name in grown_tables if "cache" not in name} == set()
    assert every_site.entries() <= entries + 3  # the processes write a few of their own
    assert grown <= 1.05 * memory
