"""How much `make bench` measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Of the crowds that join."""

    rush: int  # joins in one second
    crowd: int  # joins in flight
    alone: int  # joins one after the other, a round
    seconds: int  # of polls while joins hang


@dataclass(frozen=True)
class Extent:
    """Of the whole."""

    rounds: int
    slow_rounds: int  # of what takes long and hardly varies
    seconds: float  # that one load lasts
    viewers: int
    visits: int  # of the room
    joins: Size
