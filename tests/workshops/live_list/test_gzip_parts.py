"""What is drawn and compressed once: plain gzip to every browser."""

import gzip

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
