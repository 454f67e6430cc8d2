"""The causes of failures that are always offered."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GIVEN = (
    "late_delivery",
    "out_of_stock",
    "payment",
    "wrong_goods",
    "faulty_goods",
    "communication",
    "broken_promise",
    "staff",
    "other",
)


def plant(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """In the order in which they are offered."""
    causes = apps.get_model("tickets", "Cause").objects
    causes.bulk_create([causes.model(given=given) for given in GIVEN])


class Migration(migrations.Migration):
    replaces = [("tickets", "0013_causes")]
    dependencies = [("tickets", "0002_search")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
