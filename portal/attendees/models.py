"""The two tables of sign-in: the sessions, and the counts of attempts. Both are used by SQL."""

from django.db import models


class Session(models.Model):
    """A browser in which somebody is signed in; read and written by `session_table`."""

    # SHA-256 of the key in the cookie, so a copy of this table holds no cookie.
    key_digest = models.CharField(max_length=64, primary_key=True)
    data = models.TextField()  # JSON, see session_store; tokens in it are encrypted
    expires_at = models.FloatField(db_index=True)  # epoch seconds

    class Meta:
        """The name that the SQL uses."""

        db_table = "portal_session"

    def __str__(self) -> str:
        return f"until {self.expires_at}"


class Attempts(models.Model):
    """How often something was tried in the current period; counted by `attempts`."""

    name = models.CharField(max_length=64, primary_key=True)  # a keyed hash, which shows nothing
    count = models.IntegerField()
    expires_at = models.FloatField(db_index=True)  # epoch seconds: the end of the period

    class Meta:
        """The name that the SQL uses."""

        db_table = "portal_attempts"

    def __str__(self) -> str:
        return f"{self.count} until {self.expires_at}"
