"""A saved view gets another name or another filter."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import viewing
from aiuto.tickets.models import SavedView
from aiuto.tickets.queries.views import view_for


@transaction.atomic
def change_view(
    view_id: int, *, user: User, name: str | None = None, query: str | None = None, now: datetime
) -> SavedView:
    """Change one's own view, or one of one's teams. Raises TicketError."""
    return viewing.change_view(view_for(user, view_id), name=name, query=query, by=person(user.pk), now=now)
