"""Splits session descriptions into their media sections, and joins them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SECTION = re.compile(r"(?m)^(?=m=)")
_FIRST_LINE = re.compile(r"m=(\S+) (\d+) \S+ ([^\r\n]*)")
_BUNDLE_ONLY = re.compile(r"(?m)^a=bundle-only\r?$")
_MID = re.compile(r"(?m)^a=mid:([^\r\n]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """One m-line and its attributes; `formats` are its payload types, `mid` is its name."""

    text: str
    kind: str
    port: int
    formats: str
    mid: str

    @property
    def is_stopped(self) -> bool:
        """Whether the client's transceiver is gone (port 0); another may take its place later."""
        return self.port == 0

    def stopped_answer(self) -> str:
        """The answer to a stopped section, which is stopped too."""
        return (
            f"m={self.kind} 0 UDP/TLS/RTP/SAVPF {self.formats}\r\n"
            f"c=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:{self.mid}\r\n"
        )


@dataclass(frozen=True, slots=True)
class Description:
    """A session description: the lines before the first m-line, and the sections."""

    head: str
    sections: tuple[Section, ...]

    @property
    def active(self) -> list[Section]:
        """The sections that are not stopped."""
        return [section for section in self.sections if not section.is_stopped]

    def without_stopped(self) -> str:
        """The text without the stopped sections."""
        return self.head + "".join(section.text for section in self.active)


def parse(text: str) -> Description:
    """The head and the sections of `text`; ValueError if a section has no readable first line."""
    head, *sections = _SECTION.split(text)
    return Description(head, tuple(_section(section) for section in sections))


def _section(text: str) -> Section:
    first, mid = _FIRST_LINE.match(text), _MID.search(text)
    if first is None:
        raise ValueError("a media section without its first line")
    kind, port, formats = first.groups()
    if port == "0" and _BUNDLE_ONLY.search(text):
        port, text = "9", _with_port(text, first, "9")
    return Section(text, kind, int(port), formats.strip(), mid[1].strip() if mid else "")


def _with_port(text: str, first: re.Match[str], port: str) -> str:
    """
    The section with this port: Firefox offers bundled sections with port 0, as RFC 8843 has it.

    aiortc would take them for stopped ones.
    """
    return text[: first.start(2)] + port + text[first.end(2) :]


def answer_to(offer: Description, answer: Description) -> str:
    """`answer`, which lacks the offer's stopped sections, with those in their places."""
    answered = iter(answer.sections)
    return answer.head + "".join(
        section.stopped_answer() if section.is_stopped else next(answered).text
        for section in offer.sections
    )


def streams_by_mid(offer: Description, stream_ids: Sequence[int]) -> dict[str, int]:
    """
    {mid of a video section: the id of the stream for it, 0 for none}.

    The client's list is in step with the video sections, including the stopped ones.
    """
    video = [section for section in offer.sections if section.kind == "video"]
    return dict(zip((section.mid for section in video), _padded(stream_ids), strict=False))


def _padded(stream_ids: Iterable[int]) -> Iterator[int]:
    yield from stream_ids
    while True:
        yield 0
