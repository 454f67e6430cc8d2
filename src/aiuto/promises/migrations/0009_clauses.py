from django.db import migrations, models

KEPT = [
    ("helpful", "a helpful answer keeps it"),
    ("human", "any answer of a person keeps it"),
    ("solved", "solving keeps it"),
    ("hand", "somebody says that it was done"),
]
STARTS = [
    ("opening", "from the first message"),
    ("message", "from each further message"),
    ("silence", "when nothing else is promised"),
    ("hold", "as long as it is on hold"),
    ("solved", "from the solution"),
    ("delivered", "from a kept delivery"),
]
USUALLY = {"first_answer": "opening", "next_update": "silence"}


def say_what_held(apps, schema_editor):
    """Until now rules said one thing for each kind, and an answer that helps kept it."""
    rules, promises = apps.get_model("promises", "Rule"), apps.get_model("promises", "Promise")
    for kind, starts in USUALLY.items():
        rules.objects.filter(kind=kind).update(starts=starts, kept_by="helpful")
        owed = promises.objects.filter(kind=kind, closed_at__isnull=True)
        owed.update(kept_by="helpful")
        owed.filter(made_by__isnull=True).update(starts=starts)


class Migration(migrations.Migration):
    dependencies = [("people", "0013_own_terms"), ("promises", "0008_by_kind")]

    operations = [
        migrations.AddField(
            "promise", "kept_by", models.CharField(choices=KEPT, default="hand", max_length=8)
        ),
        migrations.AddField("promise", "starts", models.CharField(blank=True, choices=STARTS, max_length=10)),
        migrations.AddField(
            "rule",
            "kept_by",
            models.CharField(choices=KEPT, default="helpful", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            "rule",
            "starts",
            models.CharField(choices=STARTS, default="opening", max_length=10),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='rule',
            name='kind',
            field=models.CharField(choices=[('first_answer', 'first answer'), ('next_update', 'next news'), ('call_back', 'call back'), ('appointment', 'appointment'), ('fix', 'something to be done'), ('delivery', 'delivery'), ('compensation', 'refund or compensation'), ('follow_up', 'follow-up'), ('apology', 'apology'), ('action', 'first action after a failure')], max_length=16),
        ),
        migrations.RemoveConstraint(
            model_name='rule',
            name='promises_rule_is_for_somebody',
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('reason__isnull', False), ('customer__isnull', False), ('desk__isnull', False), _connector='OR'), name='promises_rule_is_for_somebody'),
        ),
        migrations.RunPython(say_what_held, migrations.RunPython.noop, elidable=True),
    ]
