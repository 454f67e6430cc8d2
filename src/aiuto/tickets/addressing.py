"""Who a ticket is from, and who takes part: changed by staff alone (T8)."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.models import Participant, Role, Ticket
from aiuto.tickets.opening import add_participant
from aiuto.tickets.policies import check_live


@transaction.atomic(savepoint=False)
def change_customer(ticket: Ticket, *, point: ContactPoint, by: Actor, now: datetime) -> Ticket:
    """The (locked) ticket is this customer's. Those who took part before no longer do: nothing reaches them.

    The new requester sees nothing that was said before now.
    """
    check_live(ticket)
    was = ticket.customer_id
    Participant.objects.filter(ticket=ticket).exclude(contact_point=point).delete()
    if not Participant.objects.filter(ticket=ticket, contact_point=point).update(role=Role.REQUESTER):
        add_participant(ticket, point, role=Role.REQUESTER, sees_from=now)
    ticket.customer_id, ticket.reply_locked = point.customer_id, False
    ticket.version += 1
    ticket.save()
    record("ticket.customer_changed", by=by, now=now, ticket=ticket.pk, customer=ticket.customer_id, was=was)
    return ticket


def reaches_another(ticket: Ticket, address: str) -> bool:
    """Whether answers go by mail to anybody but this address until now."""
    reached = Participant.objects.filter(ticket=ticket, contact_point__kind=ContactKind.EMAIL)
    return reached.exclude(contact_point__value=address).exists()


@transaction.atomic(savepoint=False)
def add_copy(ticket: Ticket, *, point: ContactPoint, by: Actor, now: datetime) -> Participant:
    """This address gets what is written from now on, and nothing older (T3)."""
    check_live(ticket)
    known = Participant.objects.filter(ticket=ticket, contact_point=point).first()
    part = known or add_participant(ticket, point, role=Role.COPY, sees_from=now)
    record("participant.added", by=by, now=now, ticket=ticket.pk, contact_point=point.pk)
    return part


@transaction.atomic(savepoint=False)
def mark_spam(ticket: Ticket, *, spam: bool, by: Actor, now: datetime) -> Ticket:
    """Out of every list but the quarantine, or back again."""
    ticket.spam = spam
    ticket.version += 1
    ticket.save(update_fields=["spam", "version"])
    record("ticket.spam" if spam else "ticket.not_spam", by=by, now=now, ticket=ticket.pk)
    return ticket


def move_customer(old: int, *, to: int) -> int:
    """The tickets of a merged customer are the other's; how many. The event is the customers'.

    They are locked first, in the order in which everybody locks several.
    """
    list(Ticket.objects.select_for_update(no_key=True).filter(customer=old).order_by("pk").values_list("pk"))
    return Ticket.objects.filter(customer=old).update(customer=to)
