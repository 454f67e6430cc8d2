"""A tag gets another word."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import tags
from aiuto.tickets.models import Tag


@transaction.atomic
def rename_tag(tag: Tag, *, name: str, by: User, now: datetime) -> Tag:
    """With the word of another tag the two become that one. Raises NotAllowed, BadTag."""
    check_leads(by)
    return tags.rename_tag(tag, name=name, by=person(by.pk), now=now)
