"""A page as a test reads it: its words, headings, ids and attributes."""

from html.parser import HTMLParser
from typing import Any, Self

INVISIBLE = {"script", "style", "template", "noscript"}
VOID = {"link", "meta", "input", "img", "br", "hr", "path", "rect", "circle"}


class Page(HTMLParser):
    """The HTML of a response; `words` is the visible text, with single spaces."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._texts: dict[str, list[str]] = {"": [], "h1": [], "title": []}
        self._open: list[str] = []

    @classmethod
    def of(cls, response: Any) -> Self:
        """The page of an HTTP response."""
        page = cls()
        page.feed(response.content.decode())
        page.close()
        return page

    @property
    def words(self) -> str:
        return self._text("")

    @property
    def title(self) -> str:
        return self._text("title")

    @property
    def headline(self) -> str:
        return self._text("h1")

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if "href" in attributes]

    def count(self, tag: str) -> int:
        """The number of elements with this name."""
        return [name for name, _ in self.tags].count(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for place in {"h1", "title"}.intersection(self._open):
            self._texts[place].append(data)
        if not (INVISIBLE | {"title"}).intersection(self._open):
            self._texts[""].append(data)

    def _text(self, place: str) -> str:
        return " ".join(" ".join(self._texts[place]).split())
