"""What the pages keep in the database: who waits at the door, in order, and who is in it."""

from django.db import models


class QueueEntry(models.Model):
    """A press that waits its turn; the id is its place in the order of arrival."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    # Epoch seconds of the last time its page asked.
    last_seen_at = models.FloatField(db_index=True, db_column="seen_at")

    class Meta:
        db_table = "workshops_waiting"  # named by an earlier release, which may still be running

    def __str__(self) -> str:
        return f"no. {self.pk}"


class JoinLock(models.Model):
    """A press that is in the door."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    acquired_at = models.FloatField(db_column="at")  # epoch seconds

    class Meta:
        db_table = "workshops_claim"  # named by an earlier release, which may still be running

    def __str__(self) -> str:
        return f"since {self.acquired_at}"
