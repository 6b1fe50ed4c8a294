"""The extent of what `make bench` measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The size of the crowds that join."""

    rush: int  # joins in one second
    few: int  # likewise, in a calmer one
    crowd: int  # joins in flight
    alone: int  # joins one after the other, a round
    seconds: int  # of polls while joins hang


@dataclass(frozen=True)
class Extent:
    """The extent of a whole run."""

    rounds: int
    slow_rounds: int  # of what takes long and hardly varies
    seconds: float  # that one load lasts
    viewers: int
    visits: int  # of the room
    joins: Size
