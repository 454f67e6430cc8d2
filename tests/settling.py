"""Waiting until the journal tells what was written."""

import time

from aiuto.journal.models import Event
from aiuto.journal.queries import latest


def settle() -> None:
    """PostgreSQL tells an event once every older transaction has ended, those of other tests too, however long."""
    newest = Event.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    while latest().id < newest:
        time.sleep(0.02)
