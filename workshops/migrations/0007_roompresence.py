from django.db import migrations, models


class Migration(migrations.Migration):
    """Add who is in a meeting; the release before does not know the table."""

    dependencies = [
        ("workshops", "0006_devicecheck"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoomPresence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visit", models.CharField(max_length=64, unique=True)),
                ("room", models.CharField(db_index=True, max_length=64)),
                ("device", models.CharField(max_length=64)),
                ("expires_at", models.FloatField(db_index=True)),
            ],
        ),
    ]
