from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0005_fair_and_shown'),
    ]

    operations = [
        migrations.AddField(
            model_name='apology',
            name='template',
            field=models.BigIntegerField(null=True),
        ),
    ]
