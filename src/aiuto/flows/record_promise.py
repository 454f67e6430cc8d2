"""What an answer said is recorded as a promise, after it was sent."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import give_word
from aiuto.promises.errors import WrongState
from aiuto.promises.models import Promise
from aiuto.promises.queries import offered
from aiuto.promises.settling import settle
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.queries.pages import message_for


@transaction.atomic
def record_promise(message_id: int, *, key: str, user: User, now: datetime) -> Promise:
    """The commitment with this key of this answer. Raises NotFound, WrongState when it is recorded already or over."""
    message = message_for(user, message_id)
    if message is None:
        raise NotFound
    ticket = lock_for(user, message.ticket.reference)
    own = [offer for said, offer in offered(ticket, now=now) if said.pk == message.pk and offer.key == key]
    if not own:
        raise WrongState
    promise = give_word(ticket, own[0].word(source=message.pk), by=person(user.pk), now=now)
    settle(ticket, now=now)
    return promise
