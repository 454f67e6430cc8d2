"""A customer says that a promise was not kept, by the page under it."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.raising import raise_again, who_looks
from aiuto.journal.actors import customer
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people import tokens
from aiuto.promises.hearing import note_not_kept
from aiuto.promises.models import Promise
from aiuto.promises.queries.told import PURPOSE, told
from aiuto.tickets.locking import lock
from aiuto.tickets.threading import target_of


@transaction.atomic
def say_not_kept(token: str, *, words: str = "", now: datetime) -> Promise | None:
    """Their word is kept beside our state and not argued; a person hears of it at once. The same word twice is one.

    None for a link that is not ours or is over.
    """
    signed = tokens.read(token, now=now)
    if signed is None or signed.purpose != PURPOSE:
        return None
    promise = told(signed.value["promise"])
    if promise is None:
        return None
    ticket = lock(target_of(promise.ticket_id))
    promise.refresh_from_db()
    by = customer(ticket.customer_id)
    if note_not_kept(promise, words=words, by=by, now=now) and not ticket.spam:
        raised = raise_again(ticket, words=promise.not_kept_words or str(promise), by=by, now=now)
        tell(who_looks(raised), kind=Notice.NOT_KEPT, ticket=raised.pk, by=by, now=now)
    return promise
