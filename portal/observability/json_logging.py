"""The log: one JSON object a line, without the secrets that stand in addresses."""

import json
import logging
import re
from datetime import UTC, datetime

from portal.observability.request_id import current

KEY_IN_ADDRESS = re.compile(
    r"(/sign-in/link/|loginUserByUserKey/|/login/token/|[?&](?:userKey|(?:access|login)?token)=)"
    r"[^/?&#\s'\"]+",
    re.IGNORECASE,
)


class RedactingFormatter(logging.Formatter):
    """Redacts the one-time key of a mailed sign-in link, which stands in its address."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of `record`, those of a traceback included, with "…" for every key."""
        return KEY_IN_ADDRESS.sub(r"\1…", super().format(record))


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
