"""An agent gives the customer, or a colleague, their word."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.policies import check_called
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import give_word
from aiuto.promises.making import Word as Word
from aiuto.promises.models import Kind, Promise
from aiuto.promises.settling import settle
from aiuto.tickets.locking import lock_for


@transaction.atomic
def make_promise(reference: str, word: Word, *, user: User, now: datetime) -> Promise:
    """Record what is promised on a request. Raises TicketError, PromiseError, and NoCalls where they are
    answered in writing only.
    """
    ticket = lock_for(user, reference)
    if word.kind == Kind.CALL_BACK and word.to is None:
        check_called(ticket.customer)
    promise = give_word(ticket, word, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return promise
