import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0003_preferences'), ('people', '0004_welcome'), ('people', '0005_special_days'), ('people', '0006_answer_times'), ('people', '0007_ask_helped'), ('people', '0008_reminders'), ('people', '0009_absences'), ('people', '0010_live_channels'), ('people', '0011_automatic_texts'), ('people', '0012_automatic_subjects'), ('people', '0013_own_terms')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempts',
            fields=[
                ('key', models.CharField(max_length=160, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(db_index=True)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('until', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('time_zone', models.CharField(default='Europe/Rome', max_length=60)),
                ('week', models.JSONField(default=dict)),
                ('country', models.CharField(blank=True, default='IT', max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=10)),
                ('special_days', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Welcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('steps', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('role', models.CharField(choices=[('agent', 'agent'), ('lead', 'lead'), ('admin', 'administrator')], default='agent', max_length=10, verbose_name='role')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('time_zone', models.CharField(blank=True, max_length=60, verbose_name='time zone')),
                ('theme', models.CharField(choices=[('auto', 'as the system'), ('light', 'light'), ('dark', 'dark')], default='auto', max_length=5, verbose_name='colours')),
                ('dense', models.BooleanField(default=False, verbose_name='dense lists')),
                ('shortcuts', models.BooleanField(default=True, verbose_name='keyboard shortcuts')),
                ('quiet_events', models.BooleanField(default=False, verbose_name='hide what happened between messages')),
                ('signature', models.TextField(blank=True, max_length=1000, verbose_name='signature')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('customers', 'customers'), ('colleagues', 'colleagues')], default='customers', max_length=10)),
                ('language', models.CharField(default='it', max_length=5, verbose_name='language')),
                ('private', models.BooleanField(default=False, verbose_name='private')),
                ('from_name', models.CharField(blank=True, max_length=80, verbose_name='name that customers see')),
                ('signature', models.TextField(blank=True, verbose_name='signature')),
                ('ceiling_minutes', models.PositiveIntegerField(default=240, verbose_name='longest wait, in working minutes')),
                ('first_answer_minutes', models.PositiveIntegerField(default=480, verbose_name='first answer within, in working minutes')),
                ('update_minutes', models.PositiveIntegerField(default=960, verbose_name='news at least every, in working minutes')),
                ('wait_seconds', models.PositiveSmallIntegerField(default=60, verbose_name='seconds that nobody waits longer')),
                ('call_back_minutes', models.PositiveIntegerField(default=120, verbose_name='call back within, in working minutes')),
                ('close_after_days', models.PositiveSmallIntegerField(default=7, verbose_name='days from solved to closed')),
                ('acknowledge', models.BooleanField(default=False, verbose_name='confirm receipt')),
                ('ask_helped', models.BooleanField(default=True, verbose_name='ask whether it helped')),
                ('ask_after_hours', models.PositiveSmallIntegerField(default=24, verbose_name='hours from solved to that question')),
                ('remind', models.BooleanField(default=True, verbose_name='remind customers we wait for')),
                ('remind_days', models.PositiveSmallIntegerField(default=3, verbose_name='days of work to the first reminder')),
                ('remind_again_days', models.PositiveSmallIntegerField(default=7, verbose_name='days of work to the second')),
                ('solve_waiting_days', models.PositiveSmallIntegerField(default=10, verbose_name='days of work until it is solved')),
                ('texts', models.JSONField(default=dict)),
                ('subjects', models.JSONField(default=dict)),
                ('own_terms', models.BooleanField(default=False)),
                ('is_default', models.BooleanField(default=False)),
                ('schedule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.schedule')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='people_one_default_desk')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('desks', models.ManyToManyField(blank=True, related_name='teams', to='people.desk')),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
