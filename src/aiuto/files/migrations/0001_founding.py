from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('files', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('data', models.BinaryField(null=True)),
                ('stored_at', models.DateTimeField()),
            ],
        ),
    ]
