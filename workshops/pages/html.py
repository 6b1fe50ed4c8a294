"""
The organizer's HTML, made safe to show.

HTML that was written to be slow takes up to a second to clean, and every view needs it: what was
cleaned is remembered for as long as somebody asks for it.
"""

import hashlib
import re
from collections.abc import Callable
from html import unescape

import nh3

from portal.caching import BoundedCache
from portal.observability.registry import on_reset

TAGS = {
    "p", "br", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "code", "pre",
    "h3", "h4", "h5", "h6", "a", "hr", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup",
}  # fmt: skip
ATTRIBUTES = {"*": {"lang"}, "a": {"href"}, "th": {"scope"}, "td": {"colspan", "rowspan"}}
PAGE_HEADING = re.compile(r"(?<=<)(/?)h[12]\b")  # in cleaned HTML, where a bare < begins a tag
LINE_END = re.compile(r"<(?=br\b|/(?:p|li|tr|div|h\d)\b)", re.IGNORECASE)


class CleanedText(str):
    """What was made of some HTML."""

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        return len(self)


_cleaned: BoundedCache[CleanedText] = BoundedCache(max_bytes=4_000_000)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _cleaned.clear()


def safe_html(html: str) -> str:
    """
    `html` reduced to text, lists, tables and links that open in a tab of their own.

    No script, style, picture or frame survives; links lead to http, https or mailto only. Headings
    start below the page's own.
    """
    return _remembered("html", html, _sanitize)


def plain_text(html: str, max_chars: int = 2000) -> str:
    """The text of `html` without any tag, for a calendar entry; at most `max_chars` characters."""
    return _remembered("text", html, _strip_tags)[:max_chars]


def _remembered(kind: str, html: str, clean: Callable[[str], str]) -> str:
    """What `clean` makes of `html`; made once, whoever asks for it under the same `kind`."""
    digest = hashlib.sha256(html.encode()).digest()
    return _cleaned.get((kind, digest), lambda: CleanedText(clean(html)))


def _sanitize(html: str) -> str:
    cleaned = nh3.clean(
        html,
        tags=TAGS | {"h1", "h2"},
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return PAGE_HEADING.sub(r"\1h3", cleaned)


def _strip_tags(html: str) -> str:
    text = nh3.clean(LINE_END.sub("\n<", html), tags=set(), clean_content_tags={"script", "style"})
    return unescape(text).strip()
