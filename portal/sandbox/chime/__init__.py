"""A stand-in of Amazon Chime's media service: meetings with audio, video and data messages."""

from portal.sandbox.chime.bot_scripts import demo_bots
from portal.sandbox.chime.fake import FakeChime
from portal.sandbox.chime.join_tokens import DEFAULT_SECRET, issue_join_token, read_join_token
from portal.sandbox.chime.missing_packages import MissingPackageError

__all__ = [
    "DEFAULT_SECRET", "FakeChime", "MissingPackageError", "demo_bots", "issue_join_token",
    "read_join_token",
]  # fmt: skip
