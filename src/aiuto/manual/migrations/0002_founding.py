import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('manual', '0001_initial'), ('manual', '0002_coach')]

    initial = True

    dependencies = [
        ('manual', '0001_founding'),
        ('people', '0001_founding'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='savedreply',
            name='team',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='savedreply',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='savedreply',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', True), ('team__isnull', True), _connector='OR'), name='manual_one_audience'),
        ),
    ]
