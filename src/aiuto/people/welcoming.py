"""The welcome of a new house: which first steps are behind its administrator."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Welcome


@transaction.atomic(savepoint=False)
def note_step(step: str, *, by: Actor, now: datetime) -> None:
    """This step is done or skipped. Nothing where no welcome waits."""
    waiting = Welcome.objects.select_for_update(no_key=True).first()
    if waiting is None or step in waiting.steps:
        return
    waiting.steps = [*waiting.steps, step]
    waiting.save(update_fields=["steps"])
    record("welcome.step", by=by, now=now, step=step)


@transaction.atomic(savepoint=False)
def finish(*, by: Actor, now: datetime) -> None:
    """The house is furnished: nobody is led through the first steps again."""
    if Welcome.objects.all().delete()[0]:
        record("welcome.finished", by=by, now=now)
