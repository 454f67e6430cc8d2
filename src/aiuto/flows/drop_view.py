"""A saved view is deleted; the requests it showed stay as they are."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import viewing
from aiuto.tickets.models import SavedView
from aiuto.tickets.queries.views import view_for


@transaction.atomic
def drop_view(view_id: int, *, user: User, now: datetime) -> SavedView:
    """Delete one's own view, or one of one's teams. Raises NotFound."""
    return viewing.drop_view(view_for(user, view_id), by=person(user.pk), now=now)
