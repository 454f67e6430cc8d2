"""Asking a second person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from aiuto.approvals.errors import AskedAlready, NoReason
from aiuto.approvals.models import Approval, Kind, State
from aiuto.journal.actors import person
from aiuto.journal.recording import record
from aiuto.people.models import Role, User

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be decided: `about` is an id of the asking room, `facts` ids and small values, `why` words."""

    kind: Kind
    about: int
    desk: int
    ticket: int | None
    why: str
    needs: Role = Role.LEAD
    facts: dict[str, Any]


@transaction.atomic(savepoint=False)
def ask(asked: Asked, *, by: User, now: datetime) -> Approval:
    """Put the question; the caller has locked what it is about. Raises NoReason, AskedAlready."""
    why = words(asked.why)
    if Approval.objects.filter(kind=asked.kind, about=asked.about, state=State.ASKED).exists():
        raise AskedAlready
    approval = Approval.objects.create(
        kind=asked.kind,
        about=asked.about,
        ticket=asked.ticket,
        desk_id=asked.desk,
        needs=asked.needs,
        why=why,
        facts=asked.facts,
        asked_by=by,
        asked_at=now,
        lapses_at=now + timedelta(days=settings.ENVIRONMENT.aiuto_approval_days),
    )
    record(
        "approval.asked",
        by=person(by.pk),
        now=now,
        ticket=asked.ticket,
        approval=approval.pk,
        what=approval.kind,
    )
    return approval


def words(text: str) -> str:
    """In one line. Raises NoReason for none."""
    said = " ".join(text.split())[:LONGEST]
    if not said:
        raise NoReason
    return said
