"""The list of workshops: what may be asked for, how much comes at once, and what items say."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from portal.accelevents import EXPAND, Probing
from portal.accelevents.exceptions import ApiError
from portal.accelevents.records import ListSample
from portal.check_event.failures import answer_for, said
from portal.check_event.rows import UNTRIED, Row, Run

ALL_EXPANDED = ",".join(EXPAND)
SIZE, SMALLER_SIZES = 100, (50, 10)
# What is asked for, the first that upstream gives counts: (page size, expand).
ATTEMPTS = [(SIZE, ALL_EXPANDED), (SIZE, "")] + [
    (size, expand) for size in SMALLER_SIZES for expand in (ALL_EXPANDED, "")
]
LASTING = {"refused", "unusable", "broken", "missing"}  # another query may go better
LIST_ROWS = ("list_expand", "list_pages", "list_count", "times", "list_visibility")


def shared_list(run: Run) -> Iterator[Row]:
    """The list by the attendee's token; `run` then knows a session of it."""
    sample, size, expand, failure = _first_readable(run)
    if sample is None:
        yield failure
        yield from (Row(question, UNTRIED) for question in LIST_ROWS)
        return
    run.session, run.page_size = sample.first_id, size
    yield Row("list", "read" if sample.count else "empty", str(sample.count))
    yield _expand(run, size, expand)
    yield _pages(run, sample, size)
    yield _count(run, sample)
    yield _times(sample)
    yield _said_or_missing("list_visibility", sample.visibilities)


def list_by_key(run: Run) -> Iterator[Row]:
    """The same by the organization's key, and whether items then say who may see them."""
    if not run.upstream.api_key:
        yield Row("api_key", "unset")
        return
    told: list[ListSample] = []

    def judge(sample: ListSample) -> Row:
        told.append(sample)
        return Row("api_key", "accepted", str(sample.count))

    yield run.ask("api_key", partial(_sample, run, run.page_size, "", with_api_key=True), judge)
    yield from (_said_or_missing("list_status", sample.statuses) for sample in told)


def my_workshops(run: Run) -> Row:
    """The attendee's own sessions."""
    return run.ask(
        "my_workshops",
        lambda api: api.my_workshops(run.event, run.zone),
        lambda mine: Row("my_workshops", "read", str(len(mine))),
    )


def _first_readable(run: Run) -> tuple[ListSample | None, int, str, Row]:
    """(the first page that can be read, its size, its expand, the row of the last failure)."""
    failure = Row("list", UNTRIED)
    for size, expand in ATTEMPTS:
        if run.seconds_left <= 0:
            break
        try:
            return _sample(run, size, expand, run.api()), size, expand, failure
        except ApiError as error:
            failure = Row("list", answer_for(error), said(error))
        if failure.answer not in LASTING:
            break
    return None, 0, "", failure


def _expand(run: Run, size: int, expand: str) -> Row:
    """Which words of `expand` upstream refuses, each asked for alone if not all are taken."""
    if expand:
        return Row("list_expand", "accepted", expand)
    refused = [word for word in EXPAND if run.optional(partial(_sample, run, 1, word)) is None]
    return Row("list_expand", "refused", ", ".join(refused) or ALL_EXPANDED)


def _pages(run: Run, sample: ListSample, size: int) -> Row:
    """Whether a page is as long as was asked for; a round short one may be cut off."""
    if size < SIZE:
        return Row("list_pages", "smaller", str(size))
    is_round = 0 < sample.count < size and sample.count % 10 == 0
    more = max(sample.total or 0, sample.filtered or 0) > sample.count
    if is_round and more:
        second = run.optional(lambda api: api.list_sample(run.event, size=size, page=1))
        if second and second.count:
            return Row("list_pages", "capped", str(sample.count))
    return Row("list_pages", "as_asked")


def _count(run: Run, sample: ListSample) -> Row:
    """Whether recordsFiltered counts the whole list, or only the page."""
    small = run.optional(partial(_sample, run, 10, ""))
    if small is None or sample.count <= small.count:
        return Row("list_count", "unseen")
    if small.filtered is None:
        return Row("list_count", "untold")
    return Row("list_count", "page" if small.filtered <= small.count else "all")


def _times(sample: ListSample) -> Row:
    forms = sample.times - {"text"}
    answer = next(iter(sorted(forms)), "text" if sample.times else "unseen")
    return Row("times", answer)


def _said_or_missing(question: str, words: Counter[str]) -> Row:
    """Whether every item has such a word, and how often each was seen."""
    if not words:
        return Row(question, "unseen")
    counts = ", ".join(f"{word or '–'}: {count}" for word, count in sorted(words.items()))
    return Row(question, "missing" if words[""] else "told", counts)


def _sample(
    run: Run, size: int, expand: str, api: Probing, *, with_api_key: bool = False
) -> ListSample:
    return api.list_sample(run.event, size=size, expand=expand, with_api_key=with_api_key)
