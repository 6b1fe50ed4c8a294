"""The organizer's HTML, made safe to show."""

import re
from html import unescape

import nh3

TAGS = {
    "p", "br", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "code", "pre",
    "h3", "h4", "h5", "h6", "a", "hr", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup",
}  # fmt: skip
ATTRIBUTES = {"*": {"lang"}, "a": {"href"}, "th": {"scope"}, "td": {"colspan", "rowspan"}}
PAGE_HEADING = re.compile(r"(?<=<)(/?)h[12]\b")  # in cleaned HTML, where a bare < begins a tag
LINE_END = re.compile(r"<(?=br\b|/(?:p|li|tr|div|h\d)\b)", re.IGNORECASE)


def safe_html(html: str) -> str:
    """
    `html` reduced to text, lists, tables and links that open in a tab of their own.

    No script, style, picture or frame survives; links lead to http, https or mailto only. Headings
    start below the page's own.
    """
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


def plain_text(html: str, max_chars: int = 2000) -> str:
    """The text of `html` without any tag, for a calendar entry; at most `max_chars` characters."""
    text = nh3.clean(LINE_END.sub("\n<", html), tags=set(), clean_content_tags={"script", "style"})
    return unescape(text).strip()[:max_chars]
