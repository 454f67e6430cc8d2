"""A first message that was begun is not wanted any more."""

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import first


@transaction.atomic
def discard_first(key: str, *, user: User) -> None:
    """Its text and files go. Nobody else knows of a draft, so no event is recorded."""
    first.discard_first(key, user=user)
