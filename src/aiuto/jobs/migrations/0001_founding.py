from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DeadLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=200)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('priority', models.SmallIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('max_attempts', models.PositiveSmallIntegerField()),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
                ('unique_key', models.CharField(max_length=200, null=True)),
                ('died_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['-died_at', '-id'], name='jobs_deadletter_newest')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=200)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('priority', models.SmallIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('max_attempts', models.PositiveSmallIntegerField()),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
                ('unique_key', models.CharField(max_length=200, null=True)),
                ('run_after', models.DateTimeField()),
                ('leased_by', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'indexes': [models.Index(fields=['-priority', 'run_after', 'id'], name='jobs_job_next'), models.Index(fields=['run_after'], name='jobs_job_due')],
                'constraints': [models.UniqueConstraint(fields=('unique_key',), name='jobs_job_unique_key')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('starts_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'starts_at'), name='jobs_slot_once')],
            },
        ),
    ]
