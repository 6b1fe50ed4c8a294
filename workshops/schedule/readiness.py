"""
Can this attendee get into a workshop? Every question that the door will ask, answered beforehand.

What upstream has told about this workshop or a refusal has taught this attendee may be good or bad;
what is only likely is a warning; what nobody knows is decided when they join, and is never good.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.accelevents.records import Workshop
from workshops.schedule import readiness_texts as texts
from workshops.schedule import readiness_words, rules
from workshops.schedule.rules import State
from workshops.schedule.viewer import Taught, Viewer


class Level(StrEnum):
    """How an answer bears on getting in."""

    GOOD = "good"
    WARN = "warn"  # it may keep the attendee out, or matters to them
    BAD = "bad"  # it keeps the attendee out
    UNKNOWN = "unknown"  # decided when they join


@dataclass(frozen=True)
class Row:
    """
    One question and its answer.

    `word` says BAD or WARN in at most three words, for the card. `can_try` says that time or
    something the attendee does may have healed it: they may try anyway.
    """

    question: str
    level: Level
    text: str
    word: str = ""
    can_try: bool = False


def rows(workshop: Workshop, viewer: Viewer) -> tuple[Row, ...]:
    """The answers for `viewer`, in the order of the door; registered settles most of them."""
    questions = OF_REGISTERED if workshop.id in viewer.registered_ids else QUESTIONS
    return tuple(row for question in questions if (row := question(workshop, viewer)))


def with_questions(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    """Each row with its question in words, as a page shows it."""
    return [(readiness_words.question(row.question), row) for row in rows]


def reds(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """What keeps the attendee out."""
    return tuple(row for row in rows if row.level is Level.BAD)


def ambers(rows: tuple[Row, ...]) -> Iterator[Row]:
    """What may, the most serious first; when it opens is said by the button."""
    warnings = [row for row in rows if row.level is Level.WARN and row.question in BY_WEIGHT]
    return iter(sorted(warnings, key=lambda row: BY_WEIGHT.index(row.question)))


def may_be_instead(workshop: Workshop, refused: Workshop, viewer: Viewer) -> bool:
    """
    Whether `workshop` may be offered instead of `refused`.

    Nothing is known that keeps the attendee out; and if their ticket type was refused there, this
    one does not name the same types.
    """
    if workshop.id in viewer.registered_ids:
        return True
    is_wrong_type = viewer.refusals.get(refused.id) is Taught.WRONG_TICKET
    if is_wrong_type and workshop.ticket_types and workshop.ticket_types == refused.ticket_types:
        return False
    return not viewer.is_limit_used_up and not reds(rows(workshop, viewer))


def _registered_row(_workshop: Workshop, _viewer: Viewer) -> Row:
    return Row("seat", Level.GOOD, texts.registered())


def _ticket_row(_workshop: Workshop, viewer: Viewer) -> Row:
    if viewer.has_no_ticket:
        return Row("ticket", Level.BAD, texts.no_ticket(), readiness_words.word("no_ticket"))
    # Signing in shows no ticket: some may look around, and are refused at every workshop.
    if viewer.registered_ids:
        return Row("ticket", Level.GOOD, texts.has_ticket())
    return Row("ticket", Level.UNKNOWN, texts.decided())


def _ticket_type_row(workshop: Workshop, viewer: Viewer) -> Row:
    types = ", ".join(workshop.ticket_types)
    if viewer.refusals.get(workshop.id) is Taught.WRONG_TICKET:
        return Row(
            "type", Level.BAD, texts.other_type(types), readiness_words.word("other_type"), True
        )
    if not types:
        return Row("type", Level.UNKNOWN, texts.decided())
    own, listed = rules.names(viewer.ticket_types), rules.names(workshop.ticket_types)
    # An order may hold tickets for others, too: only if all of its types are named, theirs is.
    if own and own <= listed:
        return Row("type", Level.GOOD, texts.own_type(", ".join(viewer.ticket_types)))
    text = texts.listed_types(types, ", ".join(viewer.ticket_types))
    return Row("type", Level.WARN, text, readiness_words.word("listed_types"))


def _time_row(workshop: Workshop, viewer: Viewer) -> Row:
    match rules.state(workshop, viewer.now, viewer.early):
        case State.LIVE:
            return Row("time", Level.GOOD, texts.open_until(workshop, viewer))
        case State.NEXT | State.LATER:
            return Row("time", Level.WARN, texts.opens(workshop, viewer))
        case State.ENDED:
            return Row("time", Level.BAD, texts.ended(), readiness_words.word("ended"))
        case _:
            return Row("time", Level.UNKNOWN, texts.no_time())


def _late_row(workshop: Workshop, viewer: Viewer) -> Row | None:
    if viewer.refusals.get(workshop.id) is Taught.TOO_LATE:
        return Row("late", Level.BAD, texts.too_late(), readiness_words.word("too_late"))
    if rules.is_closed_to_latecomers(workshop, viewer.now):
        return Row(
            "late",
            Level.WARN,
            texts.maybe_too_late(workshop, viewer),
            readiness_words.word("maybe_too_late"),
        )
    return None


def _seat_row(workshop: Workshop, viewer: Viewer) -> Row:
    if viewer.refusals.get(workshop.id) is Taught.FULL:
        return Row("seat", Level.BAD, texts.full(), readiness_words.word("full"), True)
    if rules.is_full(workshop):
        return Row("seat", Level.WARN, texts.likely_full(), readiness_words.word("likely_full"))
    return Row("seat", Level.UNKNOWN, texts.seats(workshop))


def _limit_row(workshop: Workshop, viewer: Viewer) -> Row:
    limit, used = viewer.limit, len(viewer.registered_ids)
    is_refused_here = viewer.refusals.get(workshop.id) is Taught.LIMIT_REACHED
    if viewer.is_limit_used_up and (is_refused_here or viewer.is_limit_set):
        return Row(
            "limit",
            Level.BAD,
            texts.used_up(limit),
            readiness_words.word("used_up"),
            is_refused_here,
        )
    if viewer.is_limit_used_up:
        return Row("limit", Level.WARN, texts.used_up(limit), readiness_words.word("used_up"))
    if limit is None or not viewer.is_known:
        return Row("limit", Level.UNKNOWN, texts.decided())
    return Row("limit", Level.GOOD, texts.uses(used + 1, limit))


def _place_row(workshop: Workshop, _viewer: Viewer) -> Row:
    if workshop.is_in_person:
        text = texts.in_person(workshop.location)
        return Row("place", Level.BAD, text, readiness_words.word("in_person"), True)
    return Row("place", Level.UNKNOWN, texts.maybe_online())


def _overlap_row(workshop: Workshop, viewer: Viewer) -> Row:
    for other in rules.clashes(workshop, viewer.registered, viewer.now):
        return Row(
            "overlap", Level.WARN, texts.overlaps(other, viewer), readiness_words.word("overlaps")
        )
    if not viewer.is_known:
        return Row("overlap", Level.UNKNOWN, texts.registrations_unknown())
    return Row("overlap", Level.GOOD, texts.no_overlap())


def _access_row(workshop: Workshop, viewer: Viewer) -> Row | None:
    if viewer.refusals.get(workshop.id) not in {Taught.HIDDEN, Taught.NOT_FOUND}:
        return None
    return Row("access", Level.BAD, texts.not_for_you(), readiness_words.word("not_for_you"), True)


Question = Callable[[Workshop, Viewer], Row | None]
QUESTIONS: tuple[Question, ...] = (
    _ticket_row,
    _ticket_type_row,
    _access_row,
    _time_row,
    _late_row,
    _seat_row,
    _limit_row,
    _place_row,
    _overlap_row,
)
OF_REGISTERED: tuple[Question, ...] = (_registered_row, _time_row, _place_row)
BY_WEIGHT = ("seat", "limit", "late", "overlap", "type")
