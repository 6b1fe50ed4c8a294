from django.db import migrations, models

TABLES = {"QueueEntry": "workshops_waiting", "JoinLock": "workshops_claim"}


class Migration(migrations.Migration):
    """
    Rename models and fields in Python alone.

    Tables and columns keep their names, so that a process of the release before goes on working
    over the same database.
    """

    dependencies = [
        ("workshops", "0002_claim"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Waiting", "QueueEntry"),
                migrations.RenameModel("Claim", "JoinLock"),
                *(migrations.AlterModelTable(model, table) for model, table in TABLES.items()),
                migrations.RenameField("QueueEntry", "press", "key_digest"),
                migrations.RenameField("QueueEntry", "seen_at", "last_seen_at"),
                migrations.RenameField("JoinLock", "press", "key_digest"),
                migrations.RenameField("JoinLock", "at", "acquired_at"),
                *(
                    migrations.AlterField(
                        model,
                        "key_digest",
                        models.CharField(db_column="press", max_length=64, unique=True),
                    )
                    for model in TABLES
                ),
                migrations.AlterField(
                    "QueueEntry",
                    "last_seen_at",
                    models.FloatField(db_column="seen_at", db_index=True),
                ),
                migrations.AlterField("JoinLock", "acquired_at", models.FloatField(db_column="at")),
            ],
        ),
    ]
