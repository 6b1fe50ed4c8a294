"""What may not reach the log although an address holds it."""

import logging
import re

KEY_IN_PATH = re.compile(r"(/sign-in/link/|loginUserByUserKey/|/login/token/)[^/?\s'\"]+")


class NoKeys(logging.Filter):
    """Blots out the one-time key of a mailed sign-in link, which stands in its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line stays, the key goes."""
        message = record.getMessage()
        if KEY_IN_PATH.search(message):
            record.msg, record.args = KEY_IN_PATH.sub(r"\1…", message), ()
        return True
