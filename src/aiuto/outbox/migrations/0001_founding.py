from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outbox', '0001_initial'), ('outbox', '0002_put_aside')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(default='email', max_length=20)),
                ('mailbox', models.BigIntegerField(null=True)),
                ('ticket', models.BigIntegerField(null=True)),
                ('message', models.BigIntegerField(null=True)),
                ('recipient', models.CharField(max_length=320)),
                ('rfc_id', models.CharField(db_index=True, max_length=255)),
                ('parts', models.JSONField()),
                ('state', models.CharField(choices=[('queued', 'queued'), ('leased', 'being sent'), ('sent', 'sent'), ('failed', 'failed, will be tried again'), ('bounced', 'came back'), ('dead', 'could not be sent'), ('undone', 'taken back')], default='queued', max_length=10)),
                ('automatic', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('send_after', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('put_aside_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('message__isnull', False)), fields=['message'], name='outbox_message'), models.Index(condition=models.Q(('put_aside_at__isnull', True), ('state__in', ['dead', 'bounced'])), fields=['-id'], name='outbox_dead')],
            },
        ),
    ]
