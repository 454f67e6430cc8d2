"""Words that group tickets."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadTag
from aiuto.tickets.models import Tag, Ticket

_NAME = re.compile(r"[\w-]{1,40}")


@transaction.atomic(savepoint=False)
def tag(ticket: Ticket, *, add: Iterable[str], remove: Iterable[str], by: Actor, now: datetime) -> Ticket:
    """Put tags on the (locked) ticket and take others off. Raises BadTag."""
    added = _tags(add)
    removed = list(Tag.objects.filter(name__in=[_normal(name) for name in remove]))
    ticket.tags.add(*added)
    ticket.tags.remove(*removed)
    ticket.version += 1
    ticket.save(update_fields=["version"])
    record(
        "ticket.tagged",
        by=by,
        now=now,
        ticket=ticket.pk,
        added=[tag.pk for tag in added],
        removed=[tag.pk for tag in removed],
    )
    return ticket


def _tags(names: Iterable[str]) -> list[Tag]:
    # In one order for everybody, so that two who make the same new tags never wait for each other.
    wanted = sorted({_normal(name) for name in names})
    if not all(_NAME.fullmatch(name) for name in wanted):
        raise BadTag
    Tag.objects.bulk_create([Tag(name=name) for name in wanted], ignore_conflicts=True)
    return list(Tag.objects.filter(name__in=wanted))


def _normal(name: str) -> str:
    return "-".join(name.casefold().split())
