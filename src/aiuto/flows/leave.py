"""A person closes the page of a request: colleagues no longer see them there."""

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import presence
from aiuto.tickets.queries.conversation import place_for


@transaction.atomic
def leave(reference: str, *, user: User) -> None:
    """Be gone. Raises NotFound."""
    presence.leave(place_for(user, reference), user=user)
