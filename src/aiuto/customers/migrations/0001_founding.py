import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('customers', '0001_initial'), ('customers', '0002_order_search'), ('customers', '0003_finding'), ('customers', '0004_notes'), ('customers', '0005_own_terms'), ('customers', '0006_limits')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail'), ('phone', 'telephone'), ('handle', 'handle')], max_length=8)),
                ('value', models.CharField(max_length=320)),
                ('backwards', models.CharField(max_length=20, null=True)),
                ('verified_at', models.DateTimeField(null=True)),
                ('undeliverable_at', models.DateTimeField(null=True)),
                ('undeliverable_reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ticket', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('warning', 'a warning'), ('written', 'in writing only'), ('lead', 'a lead only'), ('slower', 'a calmer pace'), ('blocked', 'blocked')], max_length=8)),
                ('state', models.CharField(choices=[('asked', 'waits for a second person'), ('in_force', 'in force'), ('declined', 'declined'), ('lifted', 'lifted')], default='asked', max_length=8)),
                ('reason', models.CharField(max_length=500)),
                ('evidence', models.JSONField(default=list)),
                ('text', models.TextField(max_length=2000)),
                ('until', models.DateField()),
                ('ends', models.BooleanField(default=False)),
                ('looks_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('began_at', models.DateTimeField(null=True)),
                ('message', models.BigIntegerField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_why', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=60)),
                ('ordered_on', models.DateField()),
                ('state', models.CharField(blank=True, max_length=40)),
                ('promised_on', models.DateField(null=True)),
                ('delivered_on', models.DateField(null=True)),
                ('imported_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('sku', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=12)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=12)),
                ('currency', models.CharField(max_length=3)),
            ],
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                ('name_key', models.CharField(blank=True, default='', max_length=160)),
                ('family_key', models.CharField(blank=True, default='', max_length=160)),
                ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation')], default='person', max_length=12)),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('notes', models.TextField(blank=True, default='', max_length=2000, verbose_name='notes')),
                ('own_terms', models.BooleanField(default=False)),
                ('limit', models.CharField(blank=True, choices=[('warning', 'a warning'), ('written', 'in writing only'), ('lead', 'a lead only'), ('slower', 'a calmer pace'), ('blocked', 'blocked')], default='', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.customer')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='customers.customer')),
            ],
        ),
    ]
