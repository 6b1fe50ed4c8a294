"""Parts that are rendered and compressed once: together plain gzip for every browser."""

import gzip

import pytest
from django.test import RequestFactory
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from tests.support.attendee_client import FRAGMENT, HTMX, LIST, visitor
from workshops.live_list import gzip_parts
from workshops.live_list.gzip_parts import placeholder

ACCEPTS_GZIP = {"Accept-Encoding": "gzip, br"}


def read(*parts, accepts="gzip"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return gzip_parts.gzip_response(request, *parts).content


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4))
def test_joined_parts_are_one_gzip_stream(parts):
    compressed = [gzip_parts.compress(part) for part in parts]

    assert gzip.decompress(read(*compressed)) == b"".join(parts)
    assert read(*compressed, accepts="identity") == b"".join(parts)


@given(st.text(max_size=99), st.text(max_size=99), st.binary(max_size=99))
def test_a_filled_shell_is_the_page_with_its_values(around, typed, part):
    blanks = [placeholder(name) for name in ("typed", "part", "typed")]
    page = f"{around}{blanks[0]}{blanks[1]}{around}{blanks[2]}"
    shell = gzip_parts.PageShell.split(page.encode(errors="replace"))

    filled = list(shell.fill({"typed": typed, "part": gzip_parts.compress(part)}))

    frame, words = around.encode(errors="replace"), escape(typed).encode(errors="replace")
    assert gzip.decompress(read(*filled)) == frame + words + part + frame + words


def test_a_value_that_is_filled_in_is_escaped():
    shell = gzip_parts.PageShell.split(f"<p>{placeholder('name')}</p>".encode())

    assert read(*shell.fill({"name": "<b>&"}), accepts="") == b"<p>&lt;b&gt;&amp;</p>"


def test_a_placeholder_without_a_value_is_an_error():
    shell = gzip_parts.PageShell.split(placeholder("name").encode())

    with pytest.raises(KeyError):
        list(shell.fill({}))


@pytest.mark.parametrize("address", [LIST, FRAGMENT])
def test_every_client_gets_the_same_list_compressed_or_not(sandbox, address):
    ben = visitor(sandbox, "ben")
    ben.get(LIST)

    plain, zipped = ben.get(FRAGMENT, headers=HTMX), ben.get(address, headers=HTMX | ACCEPTS_GZIP)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert plain.content in gzip.decompress(zipped.content)


def test_the_list_is_rendered_once_for_all_readers_of_the_same_list(sandbox, monkeypatch):
    names = ["ben", "visitor-1", "visitor-2"]
    first = visitor(sandbox, "visitor-0").get(FRAGMENT, headers=HTMX).content
    monkeypatch.delattr("django.template.base.Template.render")

    assert [visitor(sandbox, n).get(FRAGMENT, headers=HTMX).content for n in names] == [first] * 3


def test_the_shared_html_names_nobody(sandbox):
    rex = visitor(sandbox, "rex")
    rex.get(LIST)
    shared = rex.get(FRAGMENT, headers=HTMX).content.decode()

    assert "Rex" in rex.get(LIST).content.decode()
    assert [word for word in ("Rex", "csrf", "@example.org") if word in shared] == []
