"""First messages as they are written: drafts that open a request when they leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from aiuto.customers.addresses import normal_email
from aiuto.journal.actors import person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.drafting import LONGEST_TEXT, check_goes_on, check_text
from aiuto.tickets.errors import BadAddress, Empty, TooLong
from aiuto.tickets.models import Draft, Upload
from aiuto.tickets.planning import check_moment


@dataclass(frozen=True, slots=True)
class Head:
    """From which desk, to whom and about what; as it was typed, so that any of it may be missing yet."""

    desk: int | None = None
    to: str = ""
    name: str = ""
    subject: str = ""


def check_parts(*, to: str, subject: str, text: str) -> str:
    """The address, as it is stored. Raises BadAddress, Empty, TooLong."""
    address = normal_email(to)
    if address is None:
        raise BadAddress
    check_text(text)
    if not subject.strip():
        raise Empty
    return address


@transaction.atomic(savepoint=False)
def save_first(
    key: str,
    *,
    user: User,
    head: Head,
    text: str,
    promises: Collection[str],
    known: datetime | None = None,
    now: datetime,
) -> Draft:
    """Keep it as it is now; `known` is as in `save_draft`. Raises TooLong, Planned, NewerDraft."""
    if len(text) > LONGEST_TEXT:
        raise TooLong
    check_goes_on(Draft.objects.filter(user=user, key=key), text=text, known=known)
    return _keep(key, user, head, text=text, promises=list(promises), updated_at=now)


@transaction.atomic(savepoint=False)
def first_draft_for(key: str, *, user: User, now: datetime) -> Draft:
    """The user's draft of this key, begun now if there is none."""
    draft, _created = Draft.objects.get_or_create(user=user, key=key, defaults={"updated_at": now})
    return draft


@transaction.atomic(savepoint=False)
def plan_first(
    key: str,
    *,
    user: User,
    head: Head,
    text: str,
    send_at: datetime,
    slots: tuple[str, ...],
    promises: Collection[str],
    now: datetime,
) -> Draft:
    """It leaves at `send_at`, with these of its files and of its promises. Raises BadDate, FarDate."""
    check_moment(send_at, now=now)
    given = {"text": text, "promises": list(promises), "send_at": send_at, "held_at": None}
    draft = _keep(key, user, head, updated_at=now, **given)
    Upload.objects.filter(draft=draft).exclude(slot__in=slots).delete()
    at = send_at.isoformat()
    record("answer.planned", by=person(user.pk), now=now, draft=draft.pk, desk=draft.desk_id, send_at=at)
    return draft


def waiting_first(draft_id: int, *, user: User) -> Draft | None:
    """One of theirs or of a desk they see that waits for its moment, locked: the worker may be about to send it."""
    waiting = Draft.objects.select_for_update(of=("self",)).select_related("desk", "user")
    seen = waiting.filter(
        Q(user=user) | Q(desk__in=desks_of(user)), ticket__isnull=True, send_at__isnull=False
    )
    return seen.filter(pk=draft_id).prefetch_related("uploads").first()


def discard_first(key: str, *, user: User) -> None:
    """It was sent, or is not wanted. One that waits to leave stays."""
    Draft.objects.filter(user=user, key=key, send_at__isnull=True).delete()


def _keep(key: str, user: User, head: Head, **given: Any) -> Draft:
    given |= {"desk_id": head.desk, "to": head.to, "name": head.name, "subject": head.subject}
    draft, _created = Draft.objects.update_or_create(user=user, key=key, defaults=given)
    return draft
