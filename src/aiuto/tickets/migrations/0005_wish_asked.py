"""When a customer was asked by when they need it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_reminders")]
    operations = [
        migrations.AddField(
            model_name="ticket", name="wish_asked_at", field=models.DateTimeField(null=True)
        )
    ]
