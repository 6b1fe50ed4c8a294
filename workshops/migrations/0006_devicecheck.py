from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the checks of attendees' devices; the release before does not know the table."""

    dependencies = [
        ("workshops", "0005_lock_and_result"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeviceCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attendee_digest", models.CharField(max_length=64)),
                ("browser_digest", models.CharField(max_length=64)),
                ("checked_at", models.FloatField(db_index=True)),
                ("problems", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attendee_digest", "browser_digest"), name="one_device_check"
                    )
                ]
            },
        ),
    ]
