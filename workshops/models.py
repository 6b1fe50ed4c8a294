"""What joining keeps in the database: the queue, in order of arrival, and the locks."""

from django.db import models


class QueueEntry(models.Model):
    """A join that waits for its turn; the id gives the order of arrival."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    # Epoch seconds of the last time its page asked.
    last_seen_at = models.FloatField(db_index=True, db_column="seen_at")
    # Epoch seconds; until then the place is reserved and holds up nobody behind it. None: never.
    reserved_until = models.FloatField(null=True)

    class Meta:
        """The table keeps the name that the release before gave it, which may still be running."""

        db_table = "workshops_waiting"

    def __str__(self) -> str:
        return f"no. {self.pk}"


class JoinLock(models.Model):
    """A join, a room entry or a give-up that is under way."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    acquired_at = models.FloatField(db_column="at")  # epoch seconds

    class Meta:
        """The table keeps the name that the release before gave it, which may still be running."""

        db_table = "workshops_claim"

    def __str__(self) -> str:
        return f"since {self.acquired_at}"
