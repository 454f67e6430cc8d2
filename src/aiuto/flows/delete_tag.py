"""A tag goes; requests stay."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import tags
from aiuto.tickets.models import Tag


@transaction.atomic
def delete_tag(tag: Tag, *, by: User, now: datetime) -> None:
    """Take it off every request and out of the list. Raises NotAllowed, BadTag."""
    check_leads(by)
    tags.delete_tag(tag, by=person(by.pk), now=now)
