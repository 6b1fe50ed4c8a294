"""What the pages keep in the database: who waits at the door, in order, and who is in it."""

from django.db import models


class Waiting(models.Model):
    """A press that waits its turn; the id is its place in the order of arrival."""

    press = models.CharField(max_length=64, unique=True)  # a digest, no name
    seen_at = models.FloatField(db_index=True)  # epoch seconds of the page's last question

    def __str__(self) -> str:
        return f"no. {self.pk}"


class Claim(models.Model):
    """A press that is in the door."""

    press = models.CharField(max_length=64, unique=True)  # a digest, no name
    at = models.FloatField()  # epoch seconds

    def __str__(self) -> str:
        return f"since {self.at}"
