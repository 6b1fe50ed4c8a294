"""Session descriptions, taken apart by their media sections and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SECTION = re.compile(r"(?m)^(?=m=)")
_FIRST_LINE = re.compile(r"m=(\S+) (\d+) \S+ ([^\r\n]*)")
_MID = re.compile(r"(?m)^a=mid:([^\r\n]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """One m-line and what belongs to it; `formats` are its payload types, `mid` its name."""

    text: str
    kind: str
    port: int
    formats: str
    mid: str

    @property
    def is_stopped(self) -> bool:
        """Port 0: the client's transceiver is gone, its place may be taken by another later."""
        return self.port == 0

    def refused(self) -> str:
        """The answer to a stopped section: stopped as well."""
        return (
            f"m={self.kind} 0 UDP/TLS/RTP/SAVPF {self.formats}\r\n"
            f"c=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:{self.mid}\r\n"
        )


@dataclass(frozen=True, slots=True)
class Description:
    """A session description: what comes before the first m-line, and its sections."""

    head: str
    sections: tuple[Section, ...]

    @property
    def alive(self) -> list[Section]:
        """The sections that are not stopped."""
        return [section for section in self.sections if not section.is_stopped]

    def without_stopped(self) -> str:
        """The text of what is alive."""
        return self.head + "".join(section.text for section in self.alive)


def parse(text: str) -> Description:
    """`text` in parts; ValueError when a section has no readable first line."""
    head, *sections = _SECTION.split(text)
    return Description(head, tuple(_section(section) for section in sections))


def _section(text: str) -> Section:
    first, mid = _FIRST_LINE.match(text), _MID.search(text)
    if first is None:
        raise ValueError("a media section without its first line")
    kind, port, formats = first.groups()
    return Section(text, kind, int(port), formats.strip(), mid[1].strip() if mid else "")


def answer_to(offer: Description, answer: Description) -> str:
    """`answer`, which knows nothing of the offer's stopped sections, with those in their places."""
    answered = iter(answer.sections)
    return answer.head + "".join(
        section.refused() if section.is_stopped else next(answered).text
        for section in offer.sections
    )


def streams_by_mid(offer: Description, stream_ids: Sequence[int]) -> dict[str, int]:
    """
    {mid of a video section: the stream wanted in it, 0 for none}.

    The client's list runs in step with the video sections, stopped ones included.
    """
    video = [section for section in offer.sections if section.kind == "video"]
    return dict(zip((section.mid for section in video), _padded(stream_ids), strict=False))


def _padded(stream_ids: Iterable[int]) -> Iterator[int]:
    yield from stream_ids
    while True:
        yield 0
