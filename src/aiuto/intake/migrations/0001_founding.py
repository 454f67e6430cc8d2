import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_indexes'), ('intake', '0003_mailbox_sends'), ('intake', '0004_held_text')]

    initial = True

    dependencies = [
        ('files', '0001_founding'),
    ]

    operations = [
        migrations.CreateModel(
            name='RawMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('via', models.CharField(choices=[('smtp', 'SMTP'), ('lmtp', 'LMTP'), ('imap', 'IMAP'), ('pipe', 'pipe'), ('import', 'import')], max_length=6)),
                ('digest', models.CharField(max_length=64)),
                ('outcome', models.CharField(choices=[('stored', 'stored'), ('duplicate', 'duplicate'), ('refused', 'refused'), ('quarantined', 'in quarantine')], max_length=11)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('shown_from', models.CharField(blank=True, max_length=320)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('envelope', models.JSONField(default=dict)),
                ('received_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('blob', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
            ],
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('sends', models.BooleanField(default=True, verbose_name='answers leave')),
                ('imap_host', models.CharField(blank=True, max_length=200, verbose_name='IMAP')),
                ('imap_port', models.PositiveIntegerField(default=993)),
                ('imap_security', models.CharField(choices=[('tls', 'TLS'), ('starttls', 'STARTTLS'), ('none', 'none (loopback only)')], default='tls', max_length=8)),
                ('imap_folder', models.CharField(default='INBOX', max_length=200)),
                ('smtp_host', models.CharField(blank=True, max_length=200, verbose_name='SMTP')),
                ('smtp_port', models.PositiveIntegerField(default=587)),
                ('smtp_security', models.CharField(choices=[('tls', 'TLS'), ('starttls', 'STARTTLS'), ('none', 'none (loopback only)')], default='starttls', max_length=8)),
                ('username', models.CharField(blank=True, max_length=200)),
                ('secret', models.TextField(blank=True)),
                ('token_command', models.CharField(blank=True, max_length=500)),
                ('uid_validity', models.BigIntegerField(null=True)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('last_read_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('test_token', models.CharField(blank=True, max_length=32)),
                ('reply_addresses_since', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HeldText',
            fields=[
                ('mail', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='held_text', serialize=False, to='intake.rawmail')),
                ('words', models.TextField()),
            ],
        ),
    ]
