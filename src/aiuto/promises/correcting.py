"""The desk's own short mail about a call or an appointment that is not as the customer's calendar shows it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from aiuto.customers.models import ContactKind
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.outbox.models import Delivery
from aiuto.people.tokens import address_of
from aiuto.promises.counting import zone_of
from aiuto.promises.inviting import Change, enclose
from aiuto.promises.models import Invitation, Promise, State
from aiuto.promises.telling import moment_of, told_in
from aiuto.tickets.automatic import write
from aiuto.tickets.composing import queue_deliveries
from aiuto.tickets.models import Message, Participant, Ticket
from aiuto.tickets.queries.texts import about, subject_about


@transaction.atomic(savepoint=False)
def correct(ticket: Ticket, change: Change, *, mailbox: Mailbox, by: Actor, now: datetime) -> Message | None:
    """Say on the (locked) ticket what is so now, with the file for their calendar, to those whom the last one reached.

    It leaves after the seconds in which the answer that brought that one can still be taken back. None where nobody of
    them takes part any more.
    """
    reached = _reached(ticket, change.shown) if change.shown else []
    if not reached:
        return None
    message = write(
        ticket,
        _text(ticket, change),
        subject=subject_about(ticket, _name(change)),
        mailbox=mailbox,
        marks=("calendar",),
        now=now,
    )
    files = enclose(ticket, message, [change], by=by, now=now)
    queue_deliveries(
        ticket,
        message,
        mailbox=mailbox,
        send_after=now + timedelta(seconds=settings.ENVIRONMENT.aiuto_undo_seconds),
        promised=[
            *told_in(ticket, message, page=address_of, now=now),
            *(replace(each, at=now) for each in files),
        ],
        only=reached,
        now=now,
    )
    return message


def _reached(ticket: Ticket, shown: Invitation) -> Collection[int]:
    """Contact points of those to whom the entry went."""
    mails = Delivery.objects.filter(message=shown.message_id)
    people = Participant.objects.filter(ticket=ticket, contact_point__kind=ContactKind.EMAIL)
    reached = people.filter(contact_point__value__in=mails.values("recipient"))
    return list(reached.values_list("contact_point", flat=True))


def _text(ticket: Ticket, change: Change) -> str:
    """In the customer's language."""
    promise = change.promise
    shown = change.shown.promise if change.shown else promise
    with translation.override(ticket.language or ticket.desk.language):
        what = promise.what or str(promise.get_kind_display())
    said = {"what": what, "before": _when(ticket, shown), "after": _when(ticket, promise)}
    return about(ticket, _name(change), **said)


def _name(change: Change) -> str:
    """Which of the desk's texts says it."""
    if change.method != "CANCEL":
        return "moved"
    return "done_early" if change.promise.state == State.KEPT else "called_off"


def _when(ticket: Ticket, promise: Promise) -> str:
    """Its moment, to the end of its window."""
    moment = moment_of(ticket, promise.due_at)
    if promise.until is None:
        return moment
    return f"{moment}–{timezone.localtime(promise.until, zone_of(ticket.desk)):%H:%M}"
