"""Words that group tickets: any number of tags, one reason, and one cause."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadCause, BadReason, BadTag
from aiuto.tickets.models import Cause, Reason, Tag, Ticket

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


@transaction.atomic(savepoint=False)
def set_reason(ticket: Ticket, *, reason: int | None, by: Actor, now: datetime) -> Ticket:
    """Why the customer turned to us, on the (locked) ticket; None where that is not known. Raises BadReason."""
    if reason == ticket.reason_id:
        return ticket
    if reason and not Reason.objects.filter(pk=reason, retired_at__isnull=True).exists():
        raise BadReason
    was, ticket.reason_id = ticket.reason_id, reason
    ticket.version += 1
    ticket.save(update_fields=["reason", "version"])
    record("ticket.reason_set", by=by, now=now, ticket=ticket.pk, reason=reason, was=was)
    return ticket


@transaction.atomic(savepoint=False)
def set_cause(ticket: Ticket, *, cause: int | None, by: Actor, now: datetime) -> Ticket:
    """What went wrong, on the (locked) ticket; None where nothing did, or nobody knows. Raises BadCause."""
    if cause == ticket.cause_id:
        return ticket
    if cause and not Cause.objects.filter(pk=cause, retired_at__isnull=True).exists():
        raise BadCause
    was, ticket.cause_id = ticket.cause_id, cause
    ticket.version += 1
    ticket.save(update_fields=["cause", "version"])
    record(
        "ticket.cause_set",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        cause=cause,
        was=was,
    )
    return ticket


def _tags(names: Iterable[str]) -> list[Tag]:
    # In one order for everybody, so that two who make the same new tags never wait for each other.
    wanted = sorted({checked_name(name) for name in names})
    Tag.objects.bulk_create([Tag(name=name) for name in wanted], ignore_conflicts=True)
    return list(Tag.objects.filter(name__in=wanted))


def checked_name(name: str) -> str:
    """As it is kept: lower case, hyphens for spaces. Raises BadTag."""
    name = _normal(name)
    if not _NAME.fullmatch(name):
        raise BadTag
    return name


def _normal(name: str) -> str:
    return "-".join(name.casefold().split())
