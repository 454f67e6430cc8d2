"""Customers of solved requests are asked whether they were helped, once a solving."""

from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from aiuto.flows.keep_answer import PURPOSE
from aiuto.flows.raising import page_of
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import own_addresses
from aiuto.journal.actors import RULE
from aiuto.outbox.queueing import queue
from aiuto.people import tokens
from aiuto.people.limits import allow
from aiuto.recovery.queries import under_way
from aiuto.tickets.composing import automatic_parts, mailbox_for
from aiuto.tickets.errors import TicketError
from aiuto.tickets.helping import note_asked
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Answer, Helped, Participant, Ticket
from aiuto.tickets.policies import check_asking
from aiuto.tickets.queries.helped import due, may_be_asked, requester
from aiuto.tickets.queries.reaching import person_path, way_to_a_person

GOOD_FOR = timedelta(days=30)
DAY = timedelta(days=1)


def ask_helped(*, now: datetime, limit: int = 200) -> int:
    """Ask up to `limit` customers, each in a transaction of its own; how many were asked."""
    return sum(_ask(helped, ticket, now=now) for helped, ticket in due(now, limit=limit))


@transaction.atomic
def _ask(helped_id: int, ticket_id: int, *, now: datetime) -> bool:
    """What is not solved as it was then is not asked about, nor what a recovery's follow-up asks.

    Another worker may have been first.
    """
    ticket = lock(ticket_id)
    helped = Helped.objects.filter(pk=helped_id, asked_at__isnull=True).first()
    if helped is None:
        return False
    person = requester(ticket)
    try:
        check_asking(ticket, solved_at=helped.solved_at)
        mailbox = mailbox_for(ticket)
    except TicketError:
        person = None
    if person is None or under_way(ticket.pk) or not _is_welcome(ticket, person, now=now):
        helped.delete()
        return False
    _queue(ticket, helped, person, mailbox, now=now)
    note_asked(helped, by=RULE, now=now)
    return True


def _is_welcome(ticket: Ticket, person: Participant, *, now: datetime) -> bool:
    """As with acknowledgements (T5, T13): proved addresses alone, never our own; nobody is asked twice a day."""
    address = person.contact_point.value
    if address in own_addresses() or not may_be_asked(ticket, person):
        return False
    return allow(f"helped:{address}", limit=1, window=DAY, now=now)


def _queue(ticket: Ticket, helped: Helped, person: Participant, mailbox: Mailbox, *, now: datetime) -> None:
    """Nothing that anybody wrote is in it."""
    desk, address = ticket.desk, person.contact_point.value
    language = ticket.language or desk.language
    with translation.override(language):
        given = {"links": _links(helped, desk.pk, now=now), "desk": desk, "reference": ticket.reference}
        subject = render_to_string("portal/helped_subject.txt", given).strip()
        text = render_to_string("portal/helped.txt", given)
    path = person_path(desk=desk.pk, ticket=ticket.pk, point=person.contact_point_id, now=now)
    way = way_to_a_person(path, language=language)
    parts = automatic_parts(desk, mailbox, address, subject=subject, text=text, way=way, about=person)
    queue(parts, recipient=address, mailbox=mailbox.pk, ticket=ticket.pk, now=now)


def _links(helped: Helped, desk: int, *, now: datetime) -> list[tuple[str, str]]:
    """Each answer in the customer's language, with the page where it is confirmed."""
    return [
        (
            str(answer.label),
            page_of(
                tokens.issue(
                    PURPOSE, {"helped": helped.pk, "answer": answer, "desk": desk}, until=now + GOOD_FOR
                )
            ),
        )
        for answer in Answer
    ]
