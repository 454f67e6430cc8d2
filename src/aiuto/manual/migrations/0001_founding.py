from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('manual', '0001_initial'), ('manual', '0002_coach')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HouseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('avoid', models.TextField(max_length=600, verbose_name='avoid')),
                ('say', models.CharField(max_length=300, verbose_name='say')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MutedRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80, unique=True)),
                ('reason', models.CharField(max_length=300, verbose_name='why')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SavedReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('text', models.TextField(max_length=20000, verbose_name='text')),
                ('language', models.CharField(default='it', max_length=5, verbose_name='language')),
                ('family', models.BigIntegerField(db_index=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HintTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80)),
                ('outcome', models.CharField(choices=[('taken', 'a wording was taken'), ('mended', 'said otherwise'), ('fine', 'fine as it is'), ('left', 'sent as it was')], max_length=6)),
                ('wording', models.CharField(blank=True, max_length=300)),
                ('times', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rule', 'outcome', 'wording'), name='manual_one_tally')],
            },
        ),
    ]
