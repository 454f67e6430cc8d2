import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('promises', '0001_initial'), ('promises', '0002_calendar'), ('promises', '0003_not_kept'), ('promises', '0004_claims'), ('promises', '0005_recovery'), ('promises', '0006_told'), ('promises', '0007_of_step'), ('promises', '0008_by_kind'), ('promises', '0009_clauses')]

    initial = True

    dependencies = [
        ('customers', '0002_founding'),
        ('people', '0001_founding'),
        ('people', '__first__'),
        ('tickets', '0001_founding'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OwnKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_it', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('retired_at', models.DateTimeField(null=True)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure')], max_length=16)),
                ('minutes', models.PositiveIntegerField()),
                ('working', models.BooleanField(default=True)),
                ('floor', models.PositiveSmallIntegerField()),
                ('created_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
                ('own_kind', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='promises.ownkind')),
            ],
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure')], max_length=16)),
                ('what', models.CharField(blank=True, max_length=500)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('wakes_at', models.DateTimeField(null=True)),
                ('recounts', models.BooleanField(default=False)),
                ('told', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('open', 'open'), ('kept', 'kept'), ('broken', 'broken'), ('kept_late', 'kept late'), ('renegotiated', 'renegotiated'), ('released', 'released'), ('moot', 'no longer needed')], default='open', max_length=12)),
                ('responded_at', models.DateTimeField(null=True)),
                ('broken_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('of_step', models.BooleanField(default=False)),
                ('starts', models.CharField(blank=True, choices=[('opening', 'from the first message'), ('message', 'from each further message'), ('silence', 'when nothing else is promised'), ('hold', 'as long as it is on hold'), ('solved', 'from the solution'), ('delivered', 'from a kept delivery')], max_length=10)),
                ('kept_by', models.CharField(choices=[('helpful', 'a helpful answer keeps it'), ('human', 'any answer of a person keeps it'), ('solved', 'solving keeps it'), ('hand', 'somebody says that it was done')], default='hand', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('uid', models.CharField(blank=True, max_length=36)),
                ('not_kept_at', models.DateTimeField(null=True)),
                ('not_kept_words', models.CharField(blank=True, max_length=1000)),
                ('desk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('evidence', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('own_kind', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='promises.ownkind')),
                ('renegotiated_to', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='renegotiated_from', to='promises.promise')),
                ('schedule', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.schedule')),
                ('source', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                ('to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('wakes_at__isnull', False)), fields=['wakes_at'], name='promises_wakes'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['desk', 'due_at', 'id'], name='promises_owed'), models.Index(condition=models.Q(('closed_at__isnull', True), ('own_kind__isnull', True)), fields=['desk', 'kind', 'due_at', 'id'], name='promises_owed_kind'), models.Index(condition=models.Q(('closed_at__isnull', True), ('own_kind__isnull', False)), fields=['desk', 'own_kind', 'due_at', 'id'], name='promises_owed_own'), models.Index(fields=['desk', 'due_at'], name='promises_due'), models.Index(condition=models.Q(('broken_at__isnull', False)), fields=['desk', 'broken_at'], name='promises_broken')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=36)),
                ('sequence', models.PositiveSmallIntegerField()),
                ('cancels', models.BooleanField(default=False)),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.message')),
                ('promise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='promises.promise')),
            ],
            options={
                'indexes': [models.Index(fields=['uid', 'sequence'], name='promises_invited')],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure')], max_length=16)),
                ('starts', models.CharField(choices=[('opening', 'from the first message'), ('message', 'from each further message'), ('silence', 'when nothing else is promised'), ('hold', 'as long as it is on hold'), ('solved', 'from the solution'), ('delivered', 'from a kept delivery')], max_length=10)),
                ('kept_by', models.CharField(choices=[('helpful', 'a helpful answer keeps it'), ('human', 'any answer of a person keeps it'), ('solved', 'solving keeps it'), ('hand', 'somebody says that it was done')], max_length=8)),
                ('minutes', models.PositiveIntegerField()),
                ('working', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.customer')),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
                ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.reason')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__isnull', False), ('customer__isnull', False), ('desk__isnull', False), _connector='OR'), name='promises_rule_is_for_somebody')],
            },
        ),
    ]
