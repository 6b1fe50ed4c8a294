"""The log: one JSON object a line, and what may not reach it although an address holds it."""

import json
import logging
import re
from datetime import UTC, datetime

from portal.observability.request_id import current

RESCUE = re.compile(r"\brescue(?: code |=)(\w{3}-\w{3})")

KEY_IN_PATH = re.compile(r"(/sign-in/link/|loginUserByUserKey/|/login/token/)[^/?\s'\"]+")


class RedactingFormatter(logging.Formatter):
    """Blots out the one-time key of a mailed sign-in link, which stands in its address."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of `record`, those of a traceback included, with "…" for every key."""
        return KEY_IN_PATH.sub(r"\1…", super().format(record))


class RequestIdFilter(logging.Filter):
    """Drops nothing: gives each record the id of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always yes."""
        record.request_id = current.get()
        return True


class JsonFormatter(RedactingFormatter):
    """One JSON object a line: at, level, logger, request, message, and rescue if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; a traceback is part of the message."""
        message = super().format(record)
        rescue = RESCUE.search(message)
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            **({"rescue": rescue[1]} if rescue else {}),
            "message": message,
        }
        return json.dumps(told, ensure_ascii=False)
