"""A question to a customer by mail: a link for each answer, where only what they send on its page counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.functional import Promise as Lazy
from django.utils.text import capfirst

from aiuto.intake.models import Mailbox
from aiuto.intake.queries import own_addresses
from aiuto.outbox.queueing import queue
from aiuto.people import tokens
from aiuto.people.limits import allow
from aiuto.promises.telling import told_in
from aiuto.tickets.composing import automatic_parts, mailbox_for
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Participant, Ticket
from aiuto.tickets.policies import check_live
from aiuto.tickets.queries.helped import may_be_asked, requester
from aiuto.tickets.queries.reaching import person_path, way_to_a_person
from aiuto.tickets.queries.texts import about, subject_about

GOOD_FOR = timedelta(days=30)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is that of its text.

    `about` is what a link tells its page beside the answer, of this `purpose`.
    """

    name: str
    purpose: str
    about: Mapping[str, int]
    answers: Mapping[str, str | Lazy]


def is_welcome(ticket: Ticket, person: Participant, *, now: datetime) -> bool:
    """As with acknowledgements (T5, T13); nobody is asked twice a day."""
    address = person.contact_point.value
    return is_proved(ticket, person) and allow(f"helped:{address}", limit=1, window=DAY, now=now)


def is_proved(ticket: Ticket, person: Participant) -> bool:
    """Proved addresses alone, never our own."""
    return person.contact_point.value not in own_addresses() and may_be_asked(ticket, person)


def whom_to_ask(ticket: Ticket) -> tuple[Participant, Mailbox] | None:
    """Who asked and from where they are written to; None where they cannot be asked by mail."""
    try:
        check_live(ticket)
        person, mailbox = requester(ticket), mailbox_for(ticket)
    except TicketError:
        return None
    return (person, mailbox) if person and mailbox else None


def ask(question: Question, ticket: Ticket, person: Participant, mailbox: Mailbox, *, now: datetime) -> None:
    """Queue the mail, in their language. Nothing that anybody wrote is in it but what we have promised them."""
    desk, address = ticket.desk, person.contact_point.value
    language = ticket.language or desk.language
    with translation.override(language):
        answers = "\n".join(_links(question, desk.pk, now=now))
    subject, text = subject_about(ticket, question.name), about(ticket, question.name, answers=answers)
    path = person_path(desk=desk.pk, ticket=ticket.pk, point=person.contact_point_id, now=now)
    way = way_to_a_person(desk, path, language=language)
    parts = automatic_parts(
        desk,
        mailbox,
        address,
        subject=subject,
        text=text,
        way=way,
        about=person,
        promised=told_in(ticket, page=tokens.address_of, now=now),
        language=language,
    )
    queue(parts, recipient=address, mailbox=mailbox.pk, ticket=ticket.pk, now=now)


def _links(question: Question, desk: int, *, now: datetime) -> Iterator[str]:
    """Each answer in the language that is active, with the page where it is confirmed."""
    for answer, label in question.answers.items():
        told = {**question.about, "answer": answer, "desk": desk}
        page = tokens.address_of(tokens.issue(question.purpose, told, until=now + GOOD_FOR))
        yield f"{capfirst(str(label))}: {page}"
