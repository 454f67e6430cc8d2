"""When a customer is reminded is a promise of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_causes")]
    operations = [
        migrations.RemoveIndex(model_name="ticket", name="tickets_to_remind"),
        migrations.RemoveField(model_name="ticket", name="reminded"),
        migrations.RemoveField(model_name="ticket", name="reminds_at"),
    ]
