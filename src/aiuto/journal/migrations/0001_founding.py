import aiuto.journal.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('journal', '0001_initial'), ('journal', '0002_house')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('xid', models.BigIntegerField(db_default=aiuto.journal.models.TransactionId(), editable=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=60)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('origin', models.CharField(max_length=10)),
                ('ticket', models.BigIntegerField(null=True)),
                ('customer', models.BigIntegerField(null=True)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['xid', 'id'], name='journal_cursor'), models.Index(condition=models.Q(('ticket__isnull', False)), fields=['ticket', 'id'], name='journal_ticket'), models.Index(condition=models.Q(('customer__isnull', False)), fields=['customer', 'id'], name='journal_customer'), models.Index(condition=models.Q(('customer__isnull', True), ('ticket__isnull', True)), fields=['-at', '-id'], name='journal_house')],
            },
        ),
    ]
