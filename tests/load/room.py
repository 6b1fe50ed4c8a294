"""The time from the Join button to a running meeting, and the size of the room's script."""

import gzip
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import DEFAULT_SECRET, FakeChime, demo_bots
from tests.browser.conftest import FLAGS, chromium
from tests.browser.room.conftest import DEVICES, Room
from tests.browser.room.visit import come_back_to, expect_devices, go_in, leave
from tests.load.result_row import Row
from tests.support.processes import ROOT, Portal

APART_MS = 2_000  # who comes back again and again within two seconds waits (REPLAY_SECONDS)
MEASURED = "() => performance.getEntriesByName('room-join-to-live').at(-1).duration"
# Until somebody else's camera, which came over the network, moves on the page.
PICTURE = """() => new Promise(done => {
    const wait = () => {
        const tiles = [...document.querySelectorAll('.room-tile')];
        const theirs = tiles.find(tile => tile.textContent.includes('Marisol'));
        const video = theirs?.querySelector('video');
        const start = performance.getEntriesByName('room-join').at(-1).startTime;
        video?.currentTime ? done(performance.now() - start) : requestAnimationFrame(wait);
    };
    wait();
})"""


def bundle_bytes() -> int:
    """The size of the room's script over the wire, with the best gzip."""
    script = (ROOT / "static/room/room.js").read_bytes()
    return len(gzip.compress(script, 9, mtime=0))


def join_ms(rounds: int) -> tuple[float, float]:
    """(Join button to the meeting, Join button to a moving picture): medians, milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeChime(bots_for=lambda _: demo_bots()) as media,
        FakeAccelevents(media_url=media.url, media_secret=DEFAULT_SECRET) as sandbox,
        Portal(
            Path(folder), sandbox.url, MEDIA_HOSTS=f"127.0.0.1:{media.port},127.0.0.1:3478"
        ) as portal,
        sync_playwright() as playwright,
        chromium(playwright, FLAGS + DEVICES) as browser,
    ):
        page = browser.new_page()
        come_back_to(page, Room(portal, sandbox, media))
        expect_devices(page)
        visits = [_visit(page) for _ in range(rounds)]
    return statistics.median(v[0] for v in visits), statistics.median(v[1] for v in visits)


def _visit(page: Page) -> tuple[float, float]:
    go_in(page)
    figures = page.evaluate(MEASURED), page.evaluate(PICTURE)
    leave(page)
    page.wait_for_timeout(APART_MS)
    page.get_by_role("button", name="Check camera and microphone").click()
    expect_devices(page)
    return figures


def rows(visits: int) -> list[Row]:
    """The table's rows."""
    meeting, picture = join_ms(visits)
    return [
        Row("room: room.js, gzip", bundle_bytes() / 1000, 215.04, "kB"),
        Row("room: press on Join to the meeting", meeting, unit="ms"),
        Row("room: press on Join to a moving picture", picture, unit="ms"),
    ]
