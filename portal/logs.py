"""What may not reach the log although an address holds it."""

import logging
import re

KEY_IN_PATH = re.compile(r"(/sign-in/link/|loginUserByUserKey/|/login/token/)[^/?\s'\"]+")


class NoKeys(logging.Formatter):
    """Blots out the one-time key of a mailed sign-in link, which stands in its address."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of `record`, those of a traceback included, with "…" for every key."""
        return KEY_IN_PATH.sub(r"\1…", super().format(record))
