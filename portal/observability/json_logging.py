"""The log: one JSON object a line, of bounded length, without the secrets of addresses."""

import copy
import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

from portal.observability.request_id import current

KEY_IN_ADDRESS = re.compile(
    r"(/sign-in/link/|loginUserByUserKey/|/login/token/|[?&](?:userKey|(?:access|login)?token)=)"
    r"[^/?&#\s'\"]+",
    re.IGNORECASE,
)


# What visitors send decides how long these are; the numbers are characters.
MAX_ADDRESS, MAX_MESSAGE, MAX_TRACEBACK_LINE = 200, 1_000, 500
MAX_TRACEBACK_LINES = 100
# A visitor did something wrong: where our code noticed it is of no interest.
VISITOR_FAULTS = (BadRequest, MultiPartParserError, PermissionDenied, SuspiciousOperation)


class RedactingFormatter(logging.Formatter):
    """
    Redacts the one-time key of a mailed sign-in link, which stands in its address.

    It cuts what is long, and leaves out the traceback of what a visitor did wrong.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The lines of `record`, those of a traceback included, with "…" for every key."""
        return KEY_IN_ADDRESS.sub(r"\1…", super().format(_bounded(record)))

    def formatException(self, ei: Any) -> str:  # noqa: N802  as logging calls it
        """The last lines of a traceback, each cut."""
        lines = super().formatException(ei).splitlines()[-MAX_TRACEBACK_LINES:]
        return "\n".join(_cut(line, MAX_TRACEBACK_LINE) for line in lines)


def _bounded(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of `record`, as long as a line may be."""
    bounded = copy.copy(record)
    if record.name.startswith("django.") and isinstance(record.args, tuple):
        bounded.args = tuple(
            _cut(arg, MAX_ADDRESS) if isinstance(arg, str) else arg for arg in record.args
        )
    bounded.msg, bounded.args = _cut(bounded.getMessage(), MAX_MESSAGE), ()
    bounded.exc_text = None  # another formatter's
    if record.exc_info and isinstance(record.exc_info[1], VISITOR_FAULTS):
        bounded.exc_info = None
    return bounded


def _cut(text: str, max_chars: int) -> str:
    return text if len(text) <= max_chars else f"{text[:max_chars]}…"


class RequestIdFilter(logging.Filter):
    """Drops nothing: gives each record the id of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True."""
        record.request_id = current.get()
        return True


class JsonFormatter(RedactingFormatter):
    """
    One JSON object a line: at, level, logger, request, message, and rescue.

    `rescue` is the support code that the caller gave as `extra={"support_code": …}`; it is left
    out if there is none.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; a traceback is part of the message."""
        support_code = getattr(record, "support_code", "")
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            **({"rescue": support_code} if support_code else {}),
            "message": super().format(record),
        }
        return json.dumps(fields, ensure_ascii=False)
