"""An administrator lets a desk pay out by the webhook of the installation again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.recovery.webhooks import drop_webhook as drop


@transaction.atomic
def drop_webhook(desk: Desk, *, user: User, now: datetime) -> None:
    """Raises NotAllowed."""
    check_manages_people(user)
    drop(desk, by=person(user.pk), now=now)
