"""What is drawn and compressed once: plain gzip to every browser, bounded, never two at once."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import RequestFactory
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from tests.support.attendee_client import FRAGMENT, HTMX, LIST, visitor
from workshops.live_list import gzip_parts

TAKES = {"Accept-Encoding": "gzip, br"}


def read(*pieces, takes="gzip"):
    asked = RequestFactory().get("/", headers={"Accept-Encoding": takes})
    return gzip_parts.gzip_response(asked, *pieces).content


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4))
def test_joined_pieces_are_one_gzip_stream(parts):
    pieces = [gzip_parts.compress(part) for part in parts]

    assert gzip.decompress(read(*pieces)) == b"".join(parts)
    assert read(*pieces, takes="identity") == b"".join(parts)


@given(st.text(max_size=99), st.text(max_size=99), st.binary(max_size=99))
def test_a_page_with_its_blanks_filled_is_that_page(around, typed, drawn):
    page = f"{around}{gzip_parts.placeholder('typed')}{gzip_parts.placeholder('drawn')}{around}{gzip_parts.placeholder('typed')}"
    stencil = gzip_parts.PageShell.split(page.encode(errors="replace"))

    filled = list(stencil.fill({"typed": typed, "drawn": gzip_parts.compress(drawn)}))

    frame, words = around.encode(errors="replace"), escape(typed).encode(errors="replace")
    assert gzip.decompress(read(*filled)) == frame + words + drawn + frame + words


def test_what_is_filled_in_is_escaped():
    stencil = gzip_parts.PageShell.split(f"<p>{gzip_parts.placeholder('name')}</p>".encode())

    assert read(*stencil.fill({"name": "<b>&"}), takes="") == b"<p>&lt;b&gt;&amp;</p>"


def test_a_blank_nobody_has_a_value_for_is_an_error():
    stencil = gzip_parts.PageShell.split(gzip_parts.placeholder("name").encode())

    with pytest.raises(KeyError):
        list(stencil.fill({}))


def test_beyond_its_bounds_what_was_asked_for_longest_ago_goes():
    shelf, drawn = gzip_parts.BoundedCache(most=1300), []
    asked = ["a", "b", "a", "c", "a", "b"]

    for_each = [
        shelf.get(
            name, lambda name=name: drawn.append(name) or gzip_parts.compress(name.encode() * 500)
        ).raw
        for name in asked
    ]

    assert for_each == [(name * 500).encode() for name in asked]
    assert drawn == ["a", "b", "c", "b"]


def test_what_nobody_asks_for_goes_when_something_new_comes(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    shelf, drawn = gzip_parts.BoundedCache(), []

    def ask(name):
        shelf.get(name, lambda: drawn.append(name) or gzip_parts.compress(name.encode()))

    ask("unasked"), ask("asked")
    time_machine.shift(gzip_parts.IDLE_SECONDS - 1)
    ask("asked")
    time_machine.shift(2)
    ask("new"), ask("asked"), ask("unasked")

    assert drawn == ["unasked", "asked", "new", "unasked"]


def test_who_want_the_same_at_once_wait_for_one_drawing():
    shelf, drawn, gate = gzip_parts.BoundedCache(), [], threading.Barrier(9)

    def want(_):
        gate.wait(5)
        return shelf.get("list", lambda: drawn.append(1) or gzip_parts.compress(b"<p>")).raw

    with ThreadPoolExecutor(9) as pool:
        assert set(pool.map(want, range(9))) == {b"<p>"}
    assert drawn == [1]


@pytest.mark.parametrize("address", [LIST, FRAGMENT])
def test_compressed_or_not_everybody_gets_the_same_list(sandbox, address):
    ben = visitor(sandbox, "ben")
    ben.get(LIST)

    plain, packed = ben.get(FRAGMENT, headers=HTMX), ben.get(address, headers=HTMX | TAKES)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert plain.content in gzip.decompress(packed.content)


def test_the_list_is_drawn_once_for_all_who_see_the_same(sandbox, monkeypatch):
    names = ["ben", "visitor-1", "visitor-2"]
    first = visitor(sandbox, "visitor-0").get(FRAGMENT, headers=HTMX).content
    monkeypatch.delattr("django.template.base.Template.render")

    assert [visitor(sandbox, n).get(FRAGMENT, headers=HTMX).content for n in names] == [first] * 3


def test_what_is_drawn_for_all_names_nobody(sandbox):
    rex = visitor(sandbox, "rex")
    rex.get(LIST)
    kept = rex.get(FRAGMENT, headers=HTMX).content.decode()

    assert "Rex" in rex.get(LIST).content.decode()
    assert [word for word in ("Rex", "csrf", "@example.org") if word in kept] == []
