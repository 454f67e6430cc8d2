"""A writer finds a sentence fine as it is, and the coach says no more of it."""

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import heeding
from aiuto.tickets.queries import conversation


@transaction.atomic
def find_fine(reference: str, *, user: User, rule: str, sentence: str) -> None:
    """Remembered for these words on this request; without a reference, in first messages. Raises NotFound."""
    ticket = conversation.place_for(user, reference) if reference else None
    heeding.find_fine(ticket, user=user, rule=rule, sentence=sentence)
