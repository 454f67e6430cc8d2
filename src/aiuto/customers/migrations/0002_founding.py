import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('customers', '0001_initial'), ('customers', '0002_order_search'), ('customers', '0003_finding'), ('customers', '0004_notes'), ('customers', '0005_own_terms'), ('customers', '0006_limits')]

    initial = True

    dependencies = [
        ('approvals', '0002_founding'),
        ('customers', '0001_founding'),
        ('people', '0001_founding'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='user',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactpoint',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='customers.customer'),
        ),
        migrations.AddField(
            model_name='limit',
            name='approval',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.approval'),
        ),
        migrations.AddField(
            model_name='limit',
            name='asked_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='limit',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='limits', to='customers.customer'),
        ),
        migrations.AddField(
            model_name='limit',
            name='desk',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.desk'),
        ),
        migrations.AddField(
            model_name='limit',
            name='lifted_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='order',
            name='customer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='orders', to='customers.customer'),
        ),
        migrations.AddField(
            model_name='orderline',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='customers.order'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(fields=['name_key'], name='customers_name', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(fields=['family_key'], name='customers_family', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='contactpoint',
            index=models.Index(condition=models.Q(('backwards__isnull', False)), fields=['backwards'], name='customers_backwards', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(fields=('kind', 'value'), name='customers_contact_point', opclasses=['varchar_pattern_ops', 'varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='limit',
            index=models.Index(condition=models.Q(('state__in', ('asked', 'in_force'))), fields=['desk', 'until', 'id'], name='customers_limits'),
        ),
        migrations.AddIndex(
            model_name='limit',
            index=models.Index(condition=models.Q(('state', 'in_force')), fields=['looks_at'], name='customers_limit_time'),
        ),
        migrations.AddConstraint(
            model_name='limit',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('customer',), name='customers_one_limit'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['number'], name='customers_order_search'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['customer', '-ordered_on', '-id'], name='customers_order_newest'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('source', 'number'), name='customers_order_number'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('order', 'position'), name='customers_order_line'),
        ),
    ]
