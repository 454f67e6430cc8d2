"""A customer says whether they were helped, by the page that was mailed to them."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.raising import raise_again, who_looks
from aiuto.journal.actors import customer
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people import tokens
from aiuto.tickets.helping import keep_answer as keep
from aiuto.tickets.helping import wants_more
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Helped
from aiuto.tickets.queries.helped import question
from aiuto.tickets.threading import target_of

PURPOSE = "helped"


@transaction.atomic
def keep_answer(token: str, *, answer: str, words: str = "", now: datetime) -> Helped | None:
    """Their last word counts; a no, and a partly with words, goes to a person at once. Raises BadAnswer.

    None for a link that is not ours or is over.
    """
    signed = tokens.read(token, now=now)
    if signed is None or signed.purpose != PURPOSE:
        return None
    helped = question(signed.value["helped"])
    if helped is None:
        return None
    ticket = lock(target_of(helped.ticket_id))
    helped.refresh_from_db()
    by = customer(ticket.customer_id)
    if keep(helped, answer=answer, words=words, by=by, now=now) and wants_more(helped) and not ticket.spam:
        said = helped.words or str(helped.get_answer_display())
        raised = raise_again(ticket, words=said, by=by, now=now)
        tell(who_looks(raised), kind=Notice.NOT_HELPED, ticket=raised.pk, by=by, now=now)
    return helped
