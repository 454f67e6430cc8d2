"""Reminders to customers for whom we wait are promises: what stood on the request itself comes along."""

from datetime import timedelta

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DAY = timedelta(days=1)


def bring(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Who is to be reminded still is, when it was planned, from the first reminder on."""
    promises = apps.get_model("promises", "Promise").objects
    waiting = apps.get_model("tickets", "Ticket").objects.filter(state="waiting", reminds_at__isnull=False)
    waiting = waiting.filter(spam=False, merged_into__isnull=True).select_related("desk")
    promises.bulk_create(
        (
            promises.model(
                ticket=ticket,
                desk=ticket.desk,
                kind="reminder",
                schedule_id=ticket.desk.schedule_id,
                made_at=min(ticket.last_message_at, ticket.reminds_at),
                due_at=ticket.reminds_at,
                until=ticket.reminds_at + DAY,
                wakes_at=ticket.reminds_at,
                starts="turn",
                kept_by="sent",
            )
            for ticket in waiting.iterator(chunk_size=500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [("promises", "0001_founding"), ("tickets", "0003_causes")]
    run_before = [("tickets", "0004_reminders")]

    operations = [
        migrations.AlterField(
            model_name='claim',
            name='kind',
            field=models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure'), ('reminder', 'reminder')], max_length=16),
        ),
        migrations.AlterField(
            model_name='promise',
            name='kept_by',
            field=models.CharField(choices=[('helpful', 'a helpful answer keeps it'), ('human', 'any answer of a person keeps it'), ('solved', 'solving keeps it'), ('hand', 'somebody says that it was done'), ('called', 'our call keeps it'), ('sent', 'it is sent by itself')], default='hand', max_length=8),
        ),
        migrations.AlterField(
            model_name='promise',
            name='kind',
            field=models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure'), ('reminder', 'reminder')], max_length=16),
        ),
        migrations.AlterField(
            model_name='promise',
            name='starts',
            field=models.CharField(blank=True, choices=[('opening', 'from the first message'), ('message', 'from each further message'), ('silence', 'when nothing else is promised'), ('hold', 'as long as it is on hold'), ('solved', 'from the solution'), ('delivered', 'from a kept delivery'), ('call', 'from a missed call, or a wish to be called'), ('turn', "from when it is the customer's turn")], max_length=10),
        ),
        migrations.AlterField(
            model_name='rule',
            name='kept_by',
            field=models.CharField(choices=[('helpful', 'a helpful answer keeps it'), ('human', 'any answer of a person keeps it'), ('solved', 'solving keeps it'), ('hand', 'somebody says that it was done'), ('called', 'our call keeps it'), ('sent', 'it is sent by itself')], max_length=8),
        ),
        migrations.AlterField(
            model_name='rule',
            name='kind',
            field=models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure'), ('reminder', 'reminder')], max_length=16),
        ),
        migrations.AlterField(
            model_name='rule',
            name='starts',
            field=models.CharField(choices=[('opening', 'from the first message'), ('message', 'from each further message'), ('silence', 'when nothing else is promised'), ('hold', 'as long as it is on hold'), ('solved', 'from the solution'), ('delivered', 'from a kept delivery'), ('call', 'from a missed call, or a wish to be called'), ('turn', "from when it is the customer's turn")], max_length=10),
        ),
        migrations.RunPython(bring, migrations.RunPython.noop),
    ]
