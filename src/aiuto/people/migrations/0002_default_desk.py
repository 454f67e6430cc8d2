"""A desk to begin with: whoever has run `migrate` can take in mail."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "Assistenza"
OFFICE_HOURS = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}


def make_default_desk(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    schedule = apps.get_model("people", "Schedule").objects.create(name="Ufficio", week=OFFICE_HOURS)
    desk = apps.get_model("people", "Desk").objects.create(name=NAME, schedule=schedule, is_default=True)
    apps.get_model("people", "Team").objects.create(name=NAME).desks.add(desk)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(make_default_desk, migrations.RunPython.noop)]
