"""Two tags become one."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import tags
from aiuto.tickets.models import Tag


@transaction.atomic
def merge_tags(tag: Tag, *, into: Tag, by: User, now: datetime) -> Tag:
    """Requests with `tag` have `into` from now on. Raises NotAllowed, BadTag."""
    check_leads(by)
    return tags.merge_tags(tag, into=into, by=person(by.pk), now=now)
