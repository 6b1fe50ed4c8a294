"""A session engine whose store can be read, not written, like a database that is full."""

from django.db import OperationalError

from portal.attendees import session_store


class SessionStore(session_store.SessionStore):
    def exists(self, session_key):
        return False

    def create(self):
        raise OperationalError("attempt to write a readonly database")
