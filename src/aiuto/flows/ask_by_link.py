"""A customer wishes to talk to a person, by the page that stands in our mails and on every page of theirs."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.ask_for_person import Caller, ask_for_person
from aiuto.people import tokens
from aiuto.promises.models import Promise
from aiuto.tickets.models import Channel
from aiuto.tickets.queries.reaching import PURPOSE, asker_of
from aiuto.tickets.threading import target_of


@transaction.atomic
def ask_by_link(
    token: str, *, number: str, now: datetime, wanted: datetime | None = None, words: str = ""
) -> Promise | None:
    """The call that they are owed; None for a link that is not ours or is over. Raises BadPhone, BadDue."""
    signed = tokens.read(token, now=now)
    asker = asker_of(signed.value) if signed and signed.purpose == PURPOSE else None
    if asker is None:
        return None
    caller = Caller(
        channel=Channel.WEB,
        key=token,
        customer=asker.customer.pk,
        ticket=asker.ticket and target_of(asker.ticket),
        name=asker.customer.name,
        number=number,
    )
    promise = ask_for_person(caller, asker.desk, live=False, wanted=wanted, words=words, now=now)
    return promise if isinstance(promise, Promise) else None
