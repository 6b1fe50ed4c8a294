"""What one run is about, and how a question to upstream becomes a row of the report."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from portal.accelevents import Probing, Upstream
from portal.accelevents.exceptions import ApiError
from portal.check_event.failures import answer_for, said

CALL_SECONDS = 10.0
UNTRIED = "untried"
# The answers without which nobody gets in, by question.
NEEDED = {
    "sign_in": {"works"},
    "token": {"raw", "bearer", "unclear"},
    "list": {"read", "empty"},
    "join": {"proven"},
}
Answer = TypeVar("Answer")


class Row(NamedTuple):
    """The answer to one question: `answer` is a key of advice.py, `detail` what was seen."""

    question: str
    answer: str
    detail: str = ""


@dataclass
class Run:
    """One check of one event until `deadline` (monotonic seconds), as one attendee."""

    event: str
    upstream: Upstream
    deadline: float
    token: str = field(default="", repr=False)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    page_size: int = 100  # the largest that upstream gives
    session: int | None = None  # one that is in the list

    @property
    def seconds_left(self) -> float:
        """How long may still be asked."""
        return self.deadline - monotonic()

    def api(self) -> Probing:
        """The API for one call: not repeated, and over before the deadline."""
        seconds = max(min(CALL_SECONDS, self.seconds_left), 0.001)
        return Probing(replace(self.upstream, read_timeout=seconds, retries=0), self.token)

    def ask(
        self,
        question: str,
        call: Callable[[Probing], Answer],
        judge: Callable[[Answer], Row],
        judge_error: Callable[[ApiError], Row | None] = lambda _: None,
    ) -> Row:
        """The row that `judge` makes of the answer; of a failure `judge_error`, None for "any"."""
        if self.seconds_left <= 0:
            return Row(question, UNTRIED)
        try:
            answer = call(self.api())
        except ApiError as error:
            return judge_error(error) or Row(question, answer_for(error), said(error))
        return judge(answer)

    def optional(self, call: Callable[[Probing], Answer]) -> Answer | None:
        """The answer; None if there is none, or no time to ask."""
        if self.seconds_left <= 0:
            return None
        try:
            return call(self.api())
        except ApiError:
            return None
