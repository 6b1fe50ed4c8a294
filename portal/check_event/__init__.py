"""What `manage.py check_event` asks an event before its first attendee comes, and its report."""

from portal.check_event.credentials import Credentials, InputError, ask_credentials, ask_yes
from portal.check_event.report import Report, as_json, as_text
from portal.check_event.run import NothingAnswersError, check

__all__ = [
    "Credentials", "InputError", "NothingAnswersError", "Report", "as_json", "as_text",
    "ask_credentials", "ask_yes", "check",
]  # fmt: skip
