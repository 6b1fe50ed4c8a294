"""A session engine whose store can be read, not written, like a database that is full."""

from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError


class SessionStore(SessionBase):
    def exists(self, session_key):
        return False

    def create(self):
        raise OperationalError("attempt to write a readonly database")
