import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_indexes'), ('intake', '0003_mailbox_sends'), ('intake', '0004_held_text')]

    initial = True

    dependencies = [
        ('intake', '0001_founding'),
        ('people', '0001_founding'),
    ]

    operations = [
        migrations.AddField(
            model_name='rawmail',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk'),
        ),
        migrations.AddField(
            model_name='rawmail',
            name='first',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.rawmail'),
        ),
        migrations.AddField(
            model_name='rawmail',
            name='mailbox',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='intake.mailbox'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailboxes', to='people.desk'),
        ),
        migrations.AddIndex(
            model_name='rawmail',
            index=models.Index(fields=['digest'], name='intake_digest'),
        ),
        migrations.AddIndex(
            model_name='rawmail',
            index=models.Index(fields=['received_at'], name='intake_received'),
        ),
        migrations.AddIndex(
            model_name='rawmail',
            index=models.Index(condition=models.Q(('outcome', 'quarantined')), fields=['-id'], name='intake_quarantine'),
        ),
        migrations.AddConstraint(
            model_name='rawmail',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome__in', ['stored', 'quarantined'])), fields=('desk', 'digest'), name='intake_one_of_each'),
        ),
    ]
