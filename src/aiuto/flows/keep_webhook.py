"""An administrator says by what a desk pays out."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.recovery.models import Webhook
from aiuto.recovery.webhooks import keep_webhook as keep


@transaction.atomic
def keep_webhook(
    desk: Desk, *, url: str, secret: str, kinds: Collection[str], user: User, now: datetime
) -> Webhook:
    """Raises NotAllowed, BadWebhook."""
    check_manages_people(user)
    return keep(desk, url=url, secret=secret, kinds=kinds, by=person(user.pk), now=now)
