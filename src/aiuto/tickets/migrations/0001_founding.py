import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tickets', '0001_initial'), ('tickets', '0003_spam'), ('tickets', '0004_indexes'), ('tickets', '0005_workspace'), ('tickets', '0006_handing_over'), ('tickets', '0007_coach'), ('tickets', '0008_resting_drafts'), ('tickets', '0009_promises'), ('tickets', '0010_helped'), ('tickets', '0011_reminders'), ('tickets', '0012_asked_again'), ('tickets', '0014_repeats'), ('tickets', '0015_tone'), ('tickets', '0016_waits'), ('tickets', '0017_solvings'), ('tickets', '0018_planned_promises'), ('tickets', '0019_first_drafts')]

    initial = True

    dependencies = [
        ('customers', '0001_founding'),
        ('files', '0001_founding'),
        ('intake', '0001_founding'),
        ('people', '0001_founding'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('in', 'from the customer'), ('out', 'to the customer'), ('note', 'note')], max_length=4)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('phone', 'telephone'), ('chat', 'chat'), ('visit', 'visit'), ('web', 'by hand')], default='email', max_length=8)),
                ('shown_from', models.CharField(blank=True, max_length=320)),
                ('sender', models.CharField(blank=True, max_length=320)),
                ('from_name', models.CharField(blank=True, max_length=160)),
                ('to', models.JSONField(default=list)),
                ('cc', models.JSONField(default=list)),
                ('subject', models.CharField(blank=True, max_length=998)),
                ('text', models.TextField(blank=True)),
                ('reply_text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('marks', models.JSONField(default=list)),
                ('commitments', models.JSONField(null=True)),
                ('tone', models.CharField(blank=True, choices=[('friendly', 'friendly'), ('cold', 'cold')], max_length=8)),
                ('again', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('stored_at', models.DateTimeField()),
                ('seconds', models.PositiveIntegerField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact_point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='customers.contactpoint')),
                ('raw_mail', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='message', to='intake.rawmail')),
            ],
            options={
                'indexes': [models.Index(fields=['message_id'], name='tickets_message_id'), models.Index(condition=models.Q(('again', True)), fields=['at'], name='tickets_again')],
            },
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='BulkAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=12)),
                ('steps', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Cause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.CharField(blank=True, choices=[('late_delivery', 'late delivery'), ('out_of_stock', 'out of stock'), ('payment', 'payment'), ('wrong_goods', 'wrong goods'), ('faulty_goods', 'faulty goods'), ('communication', 'communication'), ('broken_promise', 'a broken promise'), ('staff', 'our staff'), ('other', 'something else')], max_length=16)),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('retired_at', models.DateTimeField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='tickets.cause')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('given', ''), _negated=True), ('name', ''), ('parent__isnull', True), ('retired_at__isnull', True)), models.Q(('given', ''), ('parent__isnull', False), models.Q(('name', ''), _negated=True)), _connector='OR'), name='tickets_cause_is_given_or_own'), models.UniqueConstraint(condition=models.Q(('given', ''), _negated=True), fields=('given',), name='tickets_one_given_cause'), models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('name',), name='tickets_one_cause_name')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tickets.message')),
                ('stems', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=120)),
                ('size', models.BigIntegerField()),
                ('content_id', models.CharField(blank=True, max_length=255)),
                ('inline', models.BooleanField(default=False)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='tickets.message')),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=500)),
                ('created_at', models.DateTimeField()),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('team__isnull', False), ('user__isnull', True)), models.Q(('team__isnull', True), ('user__isnull', False)), _connector='OR'), name='tickets_view_has_one_reader')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=8, unique=True)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('excerpt', models.CharField(blank=True, max_length=160)),
                ('language', models.CharField(blank=True, max_length=5)),
                ('state', models.CharField(choices=[('new', 'new'), ('open', 'open'), ('waiting', 'waiting for the customer'), ('hold', 'on hold'), ('solved', 'solved'), ('closed', 'closed')], default='new', max_length=8)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('phone', 'telephone'), ('chat', 'chat'), ('visit', 'visit'), ('web', 'by hand')], default='email', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('last_message_at', models.DateTimeField()),
                ('waiting_since', models.DateTimeField(null=True)),
                ('next_due_at', models.DateTimeField(null=True)),
                ('turn_at', models.DateTimeField(null=True)),
                ('hold_until', models.DateTimeField(null=True)),
                ('snoozed_until', models.DateTimeField(null=True)),
                ('solved_at', models.DateTimeField(null=True)),
                ('wish', models.CharField(blank=True, default='', max_length=300)),
                ('wanted_by', models.DateField(null=True)),
                ('wish_missed', models.BooleanField(default=False)),
                ('reminded', models.PositiveSmallIntegerField(null=True)),
                ('reminds_at', models.DateTimeField(null=True)),
                ('spam', models.BooleanField(default=False)),
                ('reply_locked', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('cause', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.cause')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('followers', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_over', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='tickets.ticket')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.reason')),
                ('tags', models.ManyToManyField(blank=True, related_name='+', to='tickets.tag')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('merged_into__isnull', True), ('spam', False), ('snoozed_until__isnull', True), ('state__in', ('new', 'open'))), fields=['desk', 'turn_at', 'id'], name='tickets_turn'), models.Index(condition=models.Q(('merged_into__isnull', True), ('spam', False), ('snoozed_until__isnull', True), ('state__in', ('new', 'open', 'waiting', 'hold'))), fields=['owner', 'turn_at', 'id'], name='tickets_mine'), models.Index(condition=models.Q(('merged_into__isnull', True), ('spam', False), ('snoozed_until__isnull', True), ('state__in', ('new', 'open')), ('owner__isnull', True)), fields=['desk', 'turn_at', 'id'], name='tickets_unassigned'), models.Index(condition=models.Q(('merged_into__isnull', True), ('spam', False), ('snoozed_until__isnull', True), ('state__in', ('new', 'open')), ('team__isnull', False)), fields=['team', 'turn_at', 'id'], name='tickets_team'), models.Index(condition=models.Q(('merged_into__isnull', True), ('spam', False), ('snoozed_until__isnull', False)), fields=['desk', 'snoozed_until', 'id'], name='tickets_snoozed'), models.Index(condition=models.Q(('next_due_at__isnull', False), ('owner__isnull', False)), fields=['owner', 'next_due_at'], name='tickets_owed'), models.Index(condition=models.Q(('state__in', ('new', 'open', 'waiting', 'hold')), ('wanted_by__isnull', False), ('wish_missed', False)), fields=['wanted_by'], name='tickets_wanted'), models.Index(condition=models.Q(('reminds_at__isnull', False), ('state', 'waiting')), fields=['reminds_at'], name='tickets_to_remind'), models.Index(fields=['desk', 'state', '-last_message_at', '-id'], name='tickets_state'), models.Index(fields=['customer', '-last_message_at', '-id'], name='tickets_customer'), models.Index(condition=models.Q(('cause__isnull', False)), fields=['cause', '-id'], name='tickets_by_cause'), models.Index(condition=models.Q(('spam', True)), fields=['-id'], name='tickets_spam'), models.Index(condition=models.Q(('state', 'solved')), fields=['solved_at'], name='tickets_to_close')],
            },
        ),
        migrations.CreateModel(
            name='Seen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'ticket'), name='tickets_one_seen')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('writing', models.BooleanField(default=False)),
                ('until', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ticket', 'user'), name='tickets_one_presence')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('requester', 'requester'), ('copy', 'copy')], default='requester', max_length=9)),
                ('token', models.CharField(max_length=32, unique=True)),
                ('sees_from', models.DateTimeField()),
                ('contact_point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.contactpoint')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ticket', 'contact_point'), name='tickets_one_participant')],
            },
        ),
        migrations.AddField(
            model_name='message',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='tickets.ticket'),
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('maybe_same', 'maybe the same'), ('follows', 'follows a closed request'), ('split', 'split from'), ('same_mail', 'the same mail to another desk'), ('related', 'has to do with this'), ('again', 'looks like the same again'), ('repeat', 'the same again'), ('no_repeat', 'not the same')], max_length=10)),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_later', to='tickets.ticket')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_earlier', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('kind__in', ('again', 'repeat'))), fields=['-id'], name='tickets_repeats')],
                'constraints': [models.UniqueConstraint(fields=('earlier', 'later', 'kind'), name='tickets_one_link')],
            },
        ),
        migrations.CreateModel(
            name='Helped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('solved_at', models.DateTimeField()),
                ('ask_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=6)),
                ('answered_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helped', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('asked_at__isnull', True)), fields=['ask_at'], name='tickets_to_ask'), models.Index(fields=['solved_at'], name='tickets_solvings'), models.Index(condition=models.Q(('asked_at__isnull', False)), fields=['asked_at'], name='tickets_asked')],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'solved_at'), name='tickets_asked_once_a_solving')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, null=True)),
                ('to', models.CharField(blank=True, default='', max_length=320)),
                ('name', models.CharField(blank=True, default='', max_length=160)),
                ('subject', models.CharField(blank=True, default='', max_length=300)),
                ('direction', models.CharField(choices=[('in', 'from the customer'), ('out', 'to the customer'), ('note', 'note')], default='out', max_length=4)),
                ('text', models.TextField(blank=True)),
                ('begun_after', models.BigIntegerField(null=True)),
                ('promises', models.JSONField(default=list)),
                ('updated_at', models.DateTimeField()),
                ('send_at', models.DateTimeField(null=True)),
                ('then', models.CharField(blank=True, choices=[('new', 'new'), ('open', 'open'), ('waiting', 'waiting for the customer'), ('hold', 'on hold'), ('solved', 'solved'), ('closed', 'closed')], max_length=8)),
                ('held_at', models.DateTimeField(null=True)),
                ('rests_until', models.DateTimeField(null=True)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('held_at__isnull', True), ('send_at__isnull', False)), fields=['send_at'], name='tickets_to_send'), models.Index(condition=models.Q(('rests_until__isnull', False)), fields=['rests_until'], name='tickets_resting')],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'user', 'direction'), name='tickets_one_draft'), models.UniqueConstraint(fields=('user', 'key'), name='tickets_one_first_draft')],
            },
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ticket', 'user', 'rule', 'digest'), name='tickets_one_dismissal')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=120)),
                ('size', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='tickets.draft')),
            ],
        ),
        migrations.CreateModel(
            name='Wait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('phone', 'telephone'), ('chat', 'chat'), ('visit', 'visit'), ('web', 'by hand')], max_length=10)),
                ('key', models.CharField(max_length=80)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('held', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('answered', 'answered'), ('helped', 'helped'), ('left', 'gone')], default='waiting', max_length=8)),
                ('since', models.DateTimeField()),
                ('answer_by', models.DateTimeField()),
                ('responded_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('desk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('over_at__isnull', True)), fields=['desk', 'since'], name='tickets_waiting_now'), models.Index(fields=['desk', 'since'], name='tickets_waited')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('over_at__isnull', True)), fields=('channel', 'key'), name='tickets_waits_once_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='searchentry',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['ticket', 'id'], name='tickets_thread'),
        ),
    ]
