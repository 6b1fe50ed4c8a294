"""One check from the first question to the last, and whether an attendee could get in."""

from collections.abc import Iterator
from time import monotonic

from django.utils.translation import gettext as _

from portal.accelevents import Upstream
from portal.check_event import event_probes, list_probes, people_probes, session_probes
from portal.check_event.credentials import Credentials
from portal.check_event.report import Report
from portal.check_event.rows import NEEDED, Row, Run

DEADLINE_SECONDS = 55.0  # with the start of the command, under a minute
NO_ACCESS = {"closed", "sign_in", "no_event"}  # after these nothing more is asked


class NothingAnswersError(Exception):
    """Nothing answers at the address of the API; str() is the sentence that says so."""


def check(
    event: str, upstream: Upstream, credentials: Credentials, room: int | None = None
) -> Report:
    """
    What is found out about upstream for `event`, as the attendee with these credentials.

    Ends within DEADLINE_SECONDS (looking up the host's name apart). Changes nothing upstream,
    except with `room`, a session's id, which is really joined. NothingAnswersError without an
    answer to the sign-in.
    """
    run = Run(event, upstream, monotonic() + DEADLINE_SECONDS)
    rows = [event_probes.served(run), people_probes.sign_in(run, credentials)]
    if rows[-1].answer == "silent":
        raise NothingAnswersError(_nothing_answers(upstream, rows[-1]))
    if run.token:
        rows += _as_attendee(run, room)
    return Report(event, tuple(rows), can_enter(rows))


def can_enter(rows: list[Row]) -> bool:
    """Whether an attendee could sign in, come in, read the list, and join by a proven path."""
    answers = {row.question: row.answer for row in rows}
    return all(answers.get(question) in good for question, good in NEEDED.items())


def _as_attendee(run: Run, room: int | None) -> Iterator[Row]:
    yield from people_probes.token_and_profile(run)
    access = people_probes.access(run)
    yield access
    if access.answer in NO_ACCESS:  # what is refused then says nothing of its call
        return
    yield from event_probes.event_data(run)
    yield from list_probes.shared_list(run)
    yield from list_probes.list_by_key(run)
    yield list_probes.my_workshops(run)
    yield session_probes.detail(run)
    yield session_probes.register(run)
    yield session_probes.join(run)
    if room is not None:
        yield session_probes.meeting(run, room)


def _nothing_answers(upstream: Upstream, row: Row) -> str:
    return _(
        "Nothing answers at %(origin)s (%(detail)s): check ACCELEVENTS_URL, and this machine’s way"
        " to it."
    ) % {"origin": upstream.origin, "detail": row.detail}
