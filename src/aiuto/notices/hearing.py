"""Hearing from the journal what rooms below this one did: each event once, in the order of its commit."""

from django.db import transaction

from aiuto.journal.queries import Cursor, Event, after, cursor_of, latest
from aiuto.notices.models import Heard


@transaction.atomic(savepoint=False)
def unheard(*, limit: int) -> list[Event]:
    """The next events that nobody has been told of; who asks tells them in the same transaction.

    The first time, and when the journal stands before the place (a restored one), it begins where the journal ends.
    """
    heard = Heard.objects.select_for_update(no_key=True).order_by("pk").first()
    if heard is None:
        end = latest()
        Heard.objects.create(xid=end.xid, event=end.id)
        return []
    place = Cursor(heard.xid, heard.event)
    events = after(place, limit=limit)
    end = cursor_of(events[-1]) if events else min(place, latest())
    if end != place:
        heard.xid, heard.event = end
        heard.save()
    return events
