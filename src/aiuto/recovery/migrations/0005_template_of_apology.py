from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0004_missed_owners'),
    ]

    operations = [
        migrations.AddField(
            model_name='apology',
            name='template',
            field=models.BigIntegerField(null=True),
        ),
    ]
