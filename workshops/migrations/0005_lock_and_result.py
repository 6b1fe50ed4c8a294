from django.db import migrations, models


class Migration(migrations.Migration):
    """
    Let the row of a lock say who holds it, and what the last request left to the next one.

    Every column may be absent: the release before, which may still be running over the same
    database, writes and deletes rows without them.
    """

    dependencies = [
        ("workshops", "0004_queueentry_reserved_until"),
    ]

    operations = [
        migrations.AddField("JoinLock", "owner", models.CharField(max_length=150, null=True)),
        migrations.AddField("JoinLock", "result", models.TextField(null=True)),
        migrations.AddField("JoinLock", "replay_until", models.FloatField(null=True)),
        migrations.AddField("JoinLock", "unknown_until", models.FloatField(null=True)),
        migrations.AddField("QueueEntry", "shown_seconds", models.FloatField(null=True)),
    ]
