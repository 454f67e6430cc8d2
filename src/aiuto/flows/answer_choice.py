"""A customer says which of two things makes it good for them, by the page that was mailed to them."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.making_good import PURPOSE, carry_on
from aiuto.journal.actors import customer
from aiuto.people import tokens
from aiuto.promises.settling import settle
from aiuto.recovery.choosing import choose
from aiuto.recovery.errors import NotOffered
from aiuto.recovery.locking import lock_given
from aiuto.recovery.models import Chooser, Compensation, Payment
from aiuto.recovery.queries import offered
from aiuto.tickets.errors import BadAnswer


@transaction.atomic
def answer_choice(token: str, *, answer: str, now: datetime) -> Compensation | None:
    """Their first word counts; sent twice, it is one. Raises BadAnswer.

    None for a link that is not ours or is over.
    """
    signed = tokens.read(token, now=now)
    asked = offered(signed.value["compensation"]) if signed and signed.purpose == PURPOSE else None
    if asked is None:
        return None
    ticket, given = lock_given(asked.recovery_id, asked.pk)
    if not given.undecided or given.state != Payment.APPROVED:
        return given
    try:
        by = customer(given.recovery.customer_id)
        choose(given, answer, chooser=Chooser.CUSTOMER, by=by, now=now)
    except NotOffered as error:
        raise BadAnswer from error
    carry_on(given, ticket, now=now)
    settle(ticket, now=now)
    return given
