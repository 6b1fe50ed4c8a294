"""
A list read page after page: which page is asked for next, and where the list ends.

What upstream does with `page` and `size` is documented for other lists only. So a short page may
be the last one, or all that upstream gives at once; and a page that it refuses may be too large.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from portal.accelevents import endpoints
from portal.accelevents.exceptions import ApiError, ApiRefused, ApiUnreachable, Reason
from portal.accelevents.queries import PAGE_SIZE, WorkshopQuery
from portal.accelevents.records import Page, Workshop, WorkshopList
from portal.accelevents.transport import ResponseTooLarge

MAX_PAGES = 50
SMALLER_SIZES = (50, 20, 10)  # after a refusal, one after the other
STEP = 10  # upstream's own limits are round numbers
MAX_TOO_LARGE = 3  # single items: one description must not cost everybody the list
logger = logging.getLogger("portal.accelevents")


class Paging:
    """
    One reading of a list, page after page.

    `number` and `size` say which page comes next. `answer` is the finding "list_pages", and
    `asked_size` the largest size that was not refused. `dropped` counts items that came and could
    not be read.
    """

    def __init__(self, size: int = PAGE_SIZE) -> None:
        self.is_done = False
        self.dropped = 0
        self.answer = "as_asked" if size == PAGE_SIZE else "smaller"
        self.asked_size = self._page_size = size
        self._position = 0  # how many items lie before the next page
        self._single_until = 0  # up to this position items are read one by one
        self._too_large = 0
        self._may_be_capped = False
        self._ids: set[int] = set()

    @property
    def size(self) -> int:
        """Of the next page."""
        return 1 if self._position < self._single_until else self._page_size

    @property
    def number(self) -> int:
        """Of the next page, from 0."""
        return self._position // self.size

    def advance(self, page: Page) -> None:
        """Go on behind a page that came, or end."""
        has_new = not page.ids <= self._ids
        if has_new and self._may_be_capped and self.answer == "as_asked":
            self.answer = "capped"
        self._ids |= page.ids
        self.dropped += page.dropped
        self.is_done = not has_new or self._is_last(page)
        # Only a first page tells of a cap: behind a full one, a short page has another cause.
        is_short = 0 < page.raw_count < self.size
        self._may_be_capped = self._position == 0 and is_short and _is_round(page)
        if self._may_be_capped:
            self._page_size = page.raw_count
        self._position += self.size

    def shrink(self, error: ApiError) -> bool:
        """Ask for less after `error`; False if that would not help."""
        is_too_large = isinstance(error, ResponseTooLarge)
        if is_too_large and self.size == 1:
            return self._skip_one()
        if not is_too_large and not _may_be_due_to_size(error):
            return False
        sizes = (size for size in SMALLER_SIZES if size < self.size)
        smaller = next((size for size in sizes if self._position % size == 0), 0)
        if smaller:
            self.asked_size = self._page_size = smaller
            self.answer = "smaller"
        elif is_too_large:
            self._single_until = self._position + self._page_size
        return is_too_large or smaller > 0

    def _is_last(self, page: Page) -> bool:
        total = page.total or 0
        if total and len(self._ids) + self._too_large >= total:
            return True
        # The count is that before filtering: only beyond this page it promises another one.
        is_short = page.raw_count < self.size and not _is_round(page)
        return is_short and total <= self._position + self.size

    def _skip_one(self) -> bool:
        """Leave out a single item that is too large; False if there are many such."""
        self._position += 1
        self._too_large += 1
        self.dropped += 1
        return self._too_large <= MAX_TOO_LARGE


def read_pages(
    ask: Callable[[WorkshopQuery], Page],
    query: WorkshopQuery,
    paging: Paging,
    after_page: Callable[[WorkshopList], None] | None,
    deadline: float,
) -> list[Workshop]:
    """
    The workshops of all pages that `ask` gives for `query`, MAX_PAGES at most.

    Calls `after_page` with what has come after each page, also after one that must be asked for in
    smaller size. Raises what `ask` raises, and ApiUnreachable after `deadline` (monotonic seconds).
    """
    read: list[Workshop] = []
    for _ in range(MAX_PAGES):
        if monotonic() > deadline:
            raise ApiUnreachable(str(endpoints.LIST), detail="the list took too long")
        read += _next_page(ask, query, paging)
        if after_page:
            after_page(WorkshopList.of(read, paging.dropped))
        if paging.is_done:
            return read
    logger.warning("a list was cut after %d pages", MAX_PAGES)
    return read


def _next_page(
    ask: Callable[[WorkshopQuery], Page], query: WorkshopQuery, paging: Paging
) -> tuple[Workshop, ...]:
    """The workshops of the next page; none if that has to be asked for in smaller size."""
    try:
        page = ask(replace(query, page=paging.number, size=paging.size))
    except ApiError as error:
        if not paging.shrink(error):
            raise
        return ()
    paging.advance(page)
    return page.items


def _is_round(page: Page) -> bool:
    return page.raw_count % STEP == 0


def _may_be_due_to_size(error: ApiError) -> bool:
    """Whether upstream refused without a reason of its own."""
    is_explained = isinstance(error, ApiRefused) and error.reason is not Reason.UNKNOWN
    return error.http_status in (400, 413) and not is_explained
