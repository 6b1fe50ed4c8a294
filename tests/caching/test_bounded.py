"""A bounded cache drops unread items, and never renders one item twice at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from portal.caching import BoundedCache, CachedHtml
from portal.caching.bounded import IDLE_SECONDS
from tests.support.fake_fetch import Clock


def test_beyond_its_bounds_the_item_that_was_read_longest_ago_is_dropped():
    cache, rendered = BoundedCache(max_bytes=1300), []

    def read(name):
        return cache.get(name, lambda: rendered.append(name) or CachedHtml(name * 500))

    names = ["a", "b", "a", "c", "a", "b"]

    assert [read(name) for name in names] == [name * 500 for name in names]
    assert rendered == ["a", "b", "c", "b"]


def test_an_item_that_nobody_reads_is_dropped_when_a_new_one_comes(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("portal.caching.bounded.time", clock)
    cache, rendered = BoundedCache(), []

    def read(name):
        cache.get(name, lambda: rendered.append(name) or CachedHtml(name))

    read("idle"), read("wanted")
    clock.now += IDLE_SECONDS - 1
    read("wanted")
    clock.now += 2
    read("new"), read("wanted"), read("idle")

    assert rendered == ["idle", "wanted", "new", "idle"]


def test_readers_that_want_the_same_item_at_once_wait_for_one_rendering():
    cache, rendered, all_ready = BoundedCache(), [], threading.Barrier(9)

    def read(_):
        all_ready.wait(5)
        return cache.get("list", lambda: rendered.append(1) or CachedHtml("<p>"))

    with ThreadPoolExecutor(9) as pool:
        assert set(pool.map(read, range(9))) == {"<p>"}
    assert rendered == [1]


def test_a_cleared_cache_renders_again():
    cache, rendered = BoundedCache(max_bytes=5), []

    def read(name):
        return cache.get(name, lambda: rendered.append(name) or CachedHtml(name))

    read("first")
    cache.clear()
    read("first"), read("first")

    assert rendered == ["first", "first"]
