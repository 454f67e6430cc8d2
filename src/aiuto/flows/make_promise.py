"""An agent gives the customer, or a colleague, their word."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import give_word
from aiuto.promises.making import Word as Word
from aiuto.promises.models import Promise
from aiuto.promises.settling import settle
from aiuto.tickets.locking import lock_for


@transaction.atomic
def make_promise(reference: str, word: Word, *, user: User, now: datetime) -> Promise:
    """Record what is promised on a request. Raises TicketError, PromiseError."""
    ticket = lock_for(user, reference)
    promise = give_word(ticket, word, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return promise
