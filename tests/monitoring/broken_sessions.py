"""A session engine whose store cannot be reached."""

from portal.attendees import session_store


class SessionStore(session_store.SessionStore):
    def exists(self, session_key):
        raise OSError("the store of sessions does not answer")

    def create(self):
        self.exists(None)
