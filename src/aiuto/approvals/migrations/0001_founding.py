from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('approvals', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('waiver', 'leave out a step of a recovery'), ('compensation', 'a compensation'), ('ending', 'a closing with dignity'), ('limit', 'a limit for a customer')], max_length=16)),
                ('about', models.BigIntegerField()),
                ('ticket', models.BigIntegerField(db_index=True, null=True)),
                ('needs', models.CharField(choices=[('agent', 'agent'), ('lead', 'lead'), ('admin', 'administrator')], default='lead', max_length=10)),
                ('why', models.CharField(max_length=500)),
                ('facts', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('lapses_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('asked', 'asked'), ('approved', 'approved'), ('declined', 'declined'), ('lapsed', 'lapsed')], default='asked', max_length=8)),
                ('decided_at', models.DateTimeField(null=True)),
                ('said', models.CharField(blank=True, max_length=500)),
            ],
        ),
    ]
