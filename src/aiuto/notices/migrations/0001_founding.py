from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_digest'), ('notices', '0003_rested'), ('notices', '0004_promises'), ('notices', '0005_not_helped'), ('notices', '0006_not_kept'), ('notices', '0007_claims'), ('notices', '0008_recovery'), ('notices', '0009_making_good'), ('notices', '0010_approval_over')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mentioned', 'a colleague mentioned me'), ('customer_wrote', 'the customer of a request of mine wrote'), ('assigned', 'a request was given to me'), ('handed_over', 'a request was handed over to me'), ('followed', 'something happened on a request that I follow'), ('not_sent', 'an answer of mine did not leave or did not arrive'), ('promise_due', 'something that I promised is due soon'), ('promise_broken', 'a promise of mine, or of a team that I lead, was broken'), ('not_helped', 'a customer of mine says that they were not helped'), ('recovery', 'a recovery was given to me'), ('second_failure', 'we failed a customer of one of my teams a second time'), ('blocks', 'a recovery waits for something that I can do'), ('not_paid_out', 'the payment system refused to pay out what I am making good'), ('approval_asked', 'a colleague needs my approval'), ('approval_decided', 'what I asked approval for was decided'), ('approval_over', 'what I was asked to approve needs no decision any more'), ('opinion_asked', 'a colleague asks who I think is right'), ('opinions_given', 'the colleagues whom I asked have all answered'), ('supported', 'a colleague saw that a customer insulted me'), ('insulted', 'a customer insulted somebody of a team that I lead'), ('not_kept', 'a customer of mine says that a promise was not kept'), ('claim_untrue', 'something that we claim in public is not true'), ('limit_review', 'a limit for a customer is to be looked at again'), ('woke', 'a request that I put to sleep is back'), ('rested', 'a draft of mine has rested'), ('team_new', 'a new request for one of my teams')], max_length=16)),
                ('in_app', models.BooleanField(default=True)),
                ('in_browser', models.BooleanField(default=False)),
                ('in_digest', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every', models.CharField(choices=[('hour', 'once an hour'), ('day', 'once a day, at eight in the morning')], default='day', max_length=4)),
                ('sent_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('xid', models.BigIntegerField()),
                ('event', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mentioned', 'a colleague mentioned me'), ('customer_wrote', 'the customer of a request of mine wrote'), ('assigned', 'a request was given to me'), ('handed_over', 'a request was handed over to me'), ('followed', 'something happened on a request that I follow'), ('not_sent', 'an answer of mine did not leave or did not arrive'), ('promise_due', 'something that I promised is due soon'), ('promise_broken', 'a promise of mine, or of a team that I lead, was broken'), ('not_helped', 'a customer of mine says that they were not helped'), ('recovery', 'a recovery was given to me'), ('second_failure', 'we failed a customer of one of my teams a second time'), ('blocks', 'a recovery waits for something that I can do'), ('not_paid_out', 'the payment system refused to pay out what I am making good'), ('approval_asked', 'a colleague needs my approval'), ('approval_decided', 'what I asked approval for was decided'), ('approval_over', 'what I was asked to approve needs no decision any more'), ('opinion_asked', 'a colleague asks who I think is right'), ('opinions_given', 'the colleagues whom I asked have all answered'), ('supported', 'a colleague saw that a customer insulted me'), ('insulted', 'a customer insulted somebody of a team that I lead'), ('not_kept', 'a customer of mine says that a promise was not kept'), ('claim_untrue', 'something that we claim in public is not true'), ('limit_review', 'a limit for a customer is to be looked at again'), ('woke', 'a request that I put to sleep is back'), ('rested', 'a draft of mine has rested'), ('team_new', 'a new request for one of my teams')], max_length=16)),
                ('ticket', models.BigIntegerField(null=True)),
                ('actor', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('in_app', models.BooleanField(default=True)),
                ('in_browser', models.BooleanField(default=False)),
                ('in_digest', models.BooleanField(default=False)),
                ('read_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='QuietHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
            ],
        ),
    ]
