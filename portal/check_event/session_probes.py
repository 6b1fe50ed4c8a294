"""The calls about one session: its detail, register and join, and on purpose one real join."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from django.conf import settings

from portal.accelevents import ABSENT_SESSION, Probing
from portal.accelevents.exceptions import ApiError
from portal.accelevents.records import JoinSample
from portal.check_event.failures import is_not_found
from portal.check_event.rows import UNTRIED, Row, Run

# What only a session's detail says, by which the portal offers alternatives and buttons.
DETAIL_FIELDS = (
    "sessionTypeFormat",
    "capacity",
    "ticketTypesThatCanBeRegistered",
    "allowedMinutesToJoinLate",
)


def detail(run: Run) -> Row:
    """The detail of a session that is in the list."""
    session = run.session
    if session is None:
        return Row("detail", UNTRIED)
    return run.ask(
        "detail",
        lambda api: api.detail_fields(run.event, session),
        lambda names: Row("detail", "read", ", ".join(n for n in DETAIL_FIELDS if n in names)),
    )


def register(run: Run) -> Row:
    """The path of the register call, by a session that does not exist: no seat is taken."""
    if not run.upstream.register_call:
        return Row("register", "off")
    return _prove(run, "register", lambda api: _register(api, run.event))


def join(run: Run) -> Row:
    """The path of the join call, by a session that does not exist: nobody enters."""
    return _prove(run, "join", lambda api: api.join_sample(run.event, ABSENT_SESSION))


def meeting(run: Run, room: int) -> Row:
    """One real join of the session `room`: the names of the answer's keys, and its hosts."""
    return run.ask("meeting", lambda api: api.join_sample(run.event, room), _judge_meeting)


def _register(api: Probing, event: str) -> None:
    api.register(event, ABSENT_SESSION, before_start=False)


def _prove(run: Run, question: str, call: Callable[[Probing], object]) -> Row:
    return run.ask(question, call, lambda _: Row(question, "accepted"), _judge_refusal(question))


def _judge_refusal(question: str) -> Callable[[ApiError], Row | None]:
    return lambda error: Row(question, "proven", error.call) if is_not_found(error) else None


def _judge_meeting(sample: JoinSample) -> Row:
    strange = [host for host in sample.hosts if not _is_media_host(host)]
    seen = f"{', '.join(sample.keys)}; {', '.join(sample.hosts)}"
    if not sample.is_complete:
        return Row("meeting", "incomplete", seen)
    return Row("meeting", "strange_host" if strange else "complete", seen)


def _is_media_host(host: str) -> bool:
    """Whether MEDIA_HOSTS lets the room go to this host[:port]."""
    name = host.partition(":")[0]
    return any(
        fnmatchcase(host if ":" in allowed else name, allowed) for allowed in settings.MEDIA_HOSTS
    )
