"""A filter gets a name, for oneself or for one's team."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import viewing
from aiuto.tickets.errors import NotAllowed
from aiuto.tickets.models import SavedView


@transaction.atomic
def save_view(*, user: User, name: str, query: str, team: int | None = None, now: datetime) -> SavedView:
    """Keep the filter under this name. Raises TicketError: NotAllowed for a team that one does not belong to."""
    if team is not None and not user.teams.filter(pk=team).exists():
        raise NotAllowed
    whose = None if team else user.pk
    return viewing.save_view(name, query, user=whose, team=team, by=person(user.pk), now=now)
