"""Promises that a step of a recovery keeps say so, those of before, too."""

from typing import Any

from django.db import migrations


def mark(apps: Any, _editor: Any) -> None:
    steps = apps.get_model("recovery", "Step").objects.filter(promise__isnull=False)
    apps.get_model("promises", "Promise").objects.filter(pk__in=steps.values("promise")).update(of_step=True)


class Migration(migrations.Migration):
    dependencies = [("recovery", "0005_payout"), ("promises", "0007_of_step")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
