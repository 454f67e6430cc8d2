"""What a mail of ours brings into the customer's calendar, or takes out of it: calls and appointments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from aiuto.files.storing import store
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.outbox.parts import File
from aiuto.promises.entries import Host, Method, letter
from aiuto.promises.models import Invitation, Promise, State
from aiuto.tickets.composing import Told
from aiuto.tickets.models import Message, Ticket


@dataclass(frozen=True, slots=True)
class Change:
    """What has to happen to one entry; `sequence` is its next number.

    `shown` is what brought the entry that the customer's calendar shows until now, None where it shows none.
    """

    promise: Promise
    method: Method
    sequence: int
    shown: Invitation | None


def invite(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> list[Told]:
    """The files that go along with this message on the (locked) ticket; one statement where nothing does.

    An entry goes once, again when it was renegotiated, and is cancelled when it is over before its time.
    """
    return enclose(ticket, message, list(_changes(ticket, now=now)), by=by, now=now)


def corrections(ticket: Ticket, *, now: datetime) -> list[Change]:
    """What the customer's calendar shows otherwise than it is; one statement where nothing was promised."""
    return [each for each in _changes(ticket, now=now) if each.shown]


@transaction.atomic(savepoint=False)
def enclose(
    ticket: Ticket, message: Message, changes: Sequence[Change], *, by: Actor, now: datetime
) -> list[Told]:
    """The file of each change, which goes along with this message; nothing where there is none."""
    if not changes:
        return []
    host = Host(message.sender, ticket.desk.sender_name)
    with translation.override(ticket.language or ticket.desk.language):
        letters = [
            letter(each.promise, method=each.method, sequence=each.sequence, host=host, at=now)
            for each in changes
        ]
    Invitation.objects.bulk_create(_kept(each, message) for each in changes)
    promises = [each.promise.pk for each in changes]
    record("promise.invited", by=by, now=now, ticket=ticket.pk, message=message.pk, promises=promises)
    hashes = store(letters, now=now)
    return [
        Told(each.promise.made_at, file=_file(each, digest, ticket))
        for each, digest in zip(changes, hashes, strict=True)
    ]


def _changes(ticket: Ticket, *, now: datetime) -> Iterable[Change]:
    """The newest of each renegotiated chain decides, beside what the customer's calendar says."""
    mine = Promise.objects.filter(ticket=ticket, to__isnull=True).exclude(uid="")
    newest = {promise.uid: promise for promise in mine.select_related("ticket").order_by("id")}
    for uid, last in _last(newest).items():
        promise = newest[uid]
        method = _method(promise, last, now=now)
        if method:
            shown = last if last and not last.cancels else None
            yield Change(promise, method, last.sequence + 1 if last else 0, shown)


def _last(uids: Iterable[str]) -> dict[str, Invitation | None]:
    """The last word that each entry's calendar had of us."""
    found: dict[str, Invitation | None] = dict.fromkeys(uids)
    if found:
        said = Invitation.objects.filter(uid__in=list(found), message__withdrawn_at__isnull=True)
        found |= {each.uid: each for each in said.select_related("promise").order_by("sequence")}
    return found


def _method(promise: Promise, last: Invitation | None, *, now: datetime) -> Method | None:
    stands = last is not None and not last.cancels
    if promise.state == State.OPEN:
        known = stands and last is not None and last.promise_id == promise.pk
        return None if known else "PUBLISH"
    over = promise.closed_at is not None and promise.state != State.RENEGOTIATED
    return "CANCEL" if over and stands and now < _ends_at(promise) else None


def _ends_at(promise: Promise) -> datetime:
    """Until when somebody may wait for it in vain: not where it was done in its time, or some minutes before."""
    if promise.state == State.KEPT:
        return promise.due_at - timedelta(minutes=settings.ENVIRONMENT.aiuto_warn_minutes)
    return promise.ends_at


def _kept(change: Change, message: Message) -> Invitation:
    return Invitation(
        promise=change.promise,
        message=message,
        uid=change.promise.uid,
        sequence=change.sequence,
        cancels=change.method == "CANCEL",
    )


def _file(change: Change, digest: str, ticket: Ticket) -> File:
    declared = f"text/calendar; charset=utf-8; method={change.method}"
    return File(digest, f"{ticket.reference}.ics", declared)
