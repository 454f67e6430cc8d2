import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('recovery', '0001_initial'), ('recovery', '0002_figures'), ('recovery', '0003_judging'), ('recovery', '0004_dignified'), ('recovery', '0005_payout'), ('recovery', '0006_of_step'), ('recovery', '0007_webhook')]

    initial = True

    dependencies = [
        ('approvals', '0002_founding'),
        ('customers', '0002_founding'),
        ('outbox', '0001_founding'),
        ('people', '0001_founding'),
        ('people', '__first__'),
        ('promises', '0001_founding'),
        ('tickets', '0001_founding'),
    ]

    operations = [
        migrations.CreateModel(
            name='Limits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('agent', models.DecimalField(decimal_places=2, default=Decimal('30'), max_digits=12)),
                ('lead', models.DecimalField(decimal_places=2, default=Decimal('300'), max_digits=12)),
                ('budget', models.DecimalField(decimal_places=2, default=Decimal('1000'), max_digits=12)),
                ('desk', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
            ],
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'under way'), ('awaiting', 'awaiting the follow-up'), ('closed', 'brought to its end'), ('reopened', 'under way again')], default='open', max_length=8)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('what', models.CharField(max_length=300)),
                ('severity', models.CharField(choices=[('small', 'a nuisance'), ('serious', 'serious'), ('grave', 'grave')], default='serious', max_length=8)),
                ('lost', models.JSONField(default=list)),
                ('remedy', models.CharField(blank=True, max_length=300)),
                ('goods', models.CharField(blank=True, choices=[('', 'there are no goods'), ('kept', 'kept by the customer'), ('rejected', 'rejected, or never there')], default='', max_length=8)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('desk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='recovery.recovery')),
                ('opened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('open', 'awaiting', 'reopened'))), fields=['desk', 'opened_at', 'id'], name='recovery_board'), models.Index(fields=['desk', 'opened_at'], name='recovery_figures')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'awaiting', 'reopened'))), fields=('ticket',), name='recovery_one_a_ticket')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=12)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=12)),
                ('currency', models.CharField(max_length=3)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='recovery.recovery')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recovery', 'source', 'number', 'position'), name='recovery_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('seen', models.BigIntegerField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.approval')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='recovery.recovery')),
            ],
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='recovery.recovery')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('recovery',), name='recovery_one_consultation')],
            },
        ),
        migrations.CreateModel(
            name='Compensation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_for', models.CharField(blank=True, max_length=120)),
                ('alone', models.BooleanField(default=False)),
                ('kind', models.CharField(choices=[('refund', 'refund'), ('partial_refund', 'partial refund'), ('replacement', 'replacement'), ('repair', 'repair'), ('credit', 'credit'), ('voucher', 'voucher'), ('shipping', 'free shipping'), ('gift', 'gift'), ('gesture', 'gesture')], max_length=16)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('currency', models.CharField(max_length=3)),
                ('other', models.CharField(blank=True, choices=[('refund', 'refund'), ('partial_refund', 'partial refund'), ('replacement', 'replacement'), ('repair', 'repair'), ('credit', 'credit'), ('voucher', 'voucher'), ('shipping', 'free shipping'), ('gift', 'gift'), ('gesture', 'gesture')], max_length=16)),
                ('other_amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('owed', models.BooleanField(default=False)),
                ('chosen_by', models.CharField(blank=True, choices=[('', 'not chosen yet'), ('customer', 'chosen by the customer'), ('colleague', 'noted by a colleague')], default='colleague', max_length=9)),
                ('asked_at', models.DateTimeField(null=True)),
                ('why', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'to be paid out'), ('declined', 'not agreed to'), ('sent', 'sent off'), ('confirmed', 'arrived'), ('failed', 'did not arrive')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('proof', models.CharField(blank=True, max_length=300)),
                ('sent_at', models.DateTimeField(null=True)),
                ('approval', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.approval')),
                ('delivery', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.delivery')),
                ('desk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('proposed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recovery.line')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compensations', to='recovery.recovery')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('approved_at__isnull', False)), fields=['desk', 'approved_at'], name='recovery_ledger')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('alone', True), models.Q(('paid_for', ''), _negated=True)), fields=('paid_for',), name='recovery_paid_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='recovery_amount_is_something')],
            },
        ),
        migrations.CreateModel(
            name='Blocker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('communication', 'we did not speak with each other'), ('listening', 'we did not listen'), ('respect', 'respect was missing'), ('tools', 'tools or data'), ('training', 'training'), ('workload', 'too much work'), ('department', 'another department')], max_length=16)),
                ('noted_at', models.DateTimeField()),
                ('desk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='promises.promise')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blockers', to='recovery.recovery')),
            ],
            options={
                'indexes': [models.Index(fields=['desk', 'noted_at'], name='recovery_blocked')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offered', models.CharField(max_length=500)),
                ('offered_at', models.DateTimeField()),
                ('answer', models.CharField(max_length=500)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='recovery.recovery')),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('due', 'due to them'), ('fair', 'not due, and fair all the same'), ('not_due', 'not due')], max_length=8)),
                ('certainty', models.CharField(choices=[('sure', 'sure'), ('likely', 'rather sure'), ('unsure', 'not sure')], max_length=8)),
                ('facts', models.CharField(max_length=1000)),
                ('service', models.CharField(max_length=1000)),
                ('insulted', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recovery', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='assessment', to='recovery.recovery')),
            ],
        ),
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.message')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apologies', to='recovery.recovery')),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('apologise', 'Apologise'), ('act', 'Act'), ('compassion', 'Show compassion'), ('compensate', 'Compensate'), ('follow_up', 'Follow up')], max_length=12)),
                ('state', models.CharField(choices=[('due', 'due'), ('done', 'done'), ('waived', 'left out')], default='due', max_length=8)),
                ('due_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('proof', models.CharField(blank=True, max_length=300)),
                ('answer', models.CharField(blank=True, choices=[('content', 'content'), ('partly', 'partly content'), ('not', 'not content'), ('none', 'no answer')], max_length=8)),
                ('asked_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('promise', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='promises.promise')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='recovery.recovery')),
                ('waiver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.approval')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('kind', 'follow_up'), ('state', 'due'), ('asked_at__isnull', True), ('due_at__isnull', False)), fields=['due_at'], name='recovery_to_ask'), models.Index(condition=models.Q(('kind', 'follow_up'), ('state', 'due'), ('asked_at__isnull', False)), fields=['asked_at'], name='recovery_silent')],
                'constraints': [models.UniqueConstraint(fields=('recovery', 'round', 'kind'), name='recovery_step_once')],
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500)),
                ('secret', models.TextField()),
                ('kinds', models.JSONField(default=list)),
                ('desk', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.desk')),
            ],
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ticket', 'key'), name='recovery_dismissed_once')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('due', 'due to them'), ('fair', 'not due, and fair all the same'), ('not_due', 'not due')], max_length=8)),
                ('certainty', models.CharField(blank=True, choices=[('sure', 'sure'), ('likely', 'rather sure'), ('unsure', 'not sure')], max_length=8)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('given_at', models.DateTimeField(null=True)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='recovery.consultation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('consultation', 'colleague'), name='recovery_one_opinion')],
            },
        ),
    ]
