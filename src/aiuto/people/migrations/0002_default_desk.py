"""What whoever has run `migrate` begins with: a desk that can take in mail, and the first steps."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "Assistenza"
OFFICE_HOURS = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}


def make_default_desk(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    schedule = apps.get_model("people", "Schedule").objects.create(name="Ufficio", week=OFFICE_HOURS)
    desk = apps.get_model("people", "Desk").objects.create(name=NAME, schedule=schedule, is_default=True)
    apps.get_model("people", "Team").objects.create(name=NAME).desks.add(desk)
    apps.get_model("people", "Welcome").objects.create()


class Migration(migrations.Migration):
    dependencies = [("people", "0001_founding")]
    operations = [migrations.RunPython(make_default_desk, migrations.RunPython.noop)]
