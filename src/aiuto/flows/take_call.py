"""A call is over: what was said, what came of it and what was promised are kept in one step."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from aiuto.customers.addresses import shown_phone
from aiuto.customers.contacting import first_phone
from aiuto.flows.make_promise import Word as Word
from aiuto.flows.make_promise import make_promise
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.models import Kind
from aiuto.promises.queries import is_recorded
from aiuto.tickets.models import Channel, Message
from aiuto.tickets.waits import answer, waiting_as


@transaction.atomic
def take_call(
    spoken: Spoken,
    *,
    who: Who,
    about: str | Subject,
    call: str,
    user: User,
    now: datetime,
    then: str = "open",
    word: Word | None = None,
) -> Message:
    """The note; `word` is what was promised with it. Whoever was asked to hold on in this `call` waits no more.

    A form that was sent twice is one call with one promise. Raises TicketError, CustomerError, PromiseError.
    """
    message = note_contact(spoken, who=who, about=about, user=user, now=now, then=then)
    if word and not is_recorded(message, word.kind, due=word.due):
        word = replace(word, source=message.pk, place=word.place or _number(word, message))
        make_promise(message.ticket.reference, word, user=user, now=now)
    wait = waiting_as(Channel.PHONE, call)
    if wait:
        answer(wait, helpful=True, by=person(user.pk), now=now)
    return message


def _number(word: Word, message: Message) -> str:
    """Where a call that is promised to them goes, as long as nobody says otherwise."""
    who = message.ticket.customer
    if word.kind != Kind.CALL_BACK or word.to or who is None:
        return ""
    known = first_phone(who)
    return message.shown_from or (shown_phone(known.value) if known else "")
