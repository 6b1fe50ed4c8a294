"""The table of sessions, and the one of attempts to sign in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Both are new: who is signed in with the release before signs in once more."""

    initial = True

    operations = [
        migrations.CreateModel(
            name="Attempts",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
                ("expires_at", models.FloatField(db_index=True)),
            ],
            options={"db_table": "portal_attempts"},
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("key_digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.TextField()),
                ("expires_at", models.FloatField(db_index=True)),
            ],
            options={"db_table": "portal_session"},
        ),
    ]
