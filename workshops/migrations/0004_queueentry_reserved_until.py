from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the queue keep a place for an attendee without holding up those behind."""

    dependencies = [
        ("workshops", "0003_standard_names"),
    ]

    operations = [
        migrations.AddField("QueueEntry", "reserved_until", models.FloatField(null=True)),
    ]
