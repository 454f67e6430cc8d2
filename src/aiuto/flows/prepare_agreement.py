"""After a talk: what was agreed is put in writing, in a draft prepared point by point."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.flows.preparing import empty, greeting, put_before
from aiuto.people.models import User
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Draft, Ticket
from aiuto.tickets.queries.exchange import exchange

MOST = 6


@transaction.atomic
def prepare_agreement(reference: str, *, user: User, text: str = "", now: datetime) -> Draft:
    """The prepared text, before what the writer had begun (`text`, or their draft). Raises NotFound, TooLong, Planned.

    What is to be filled in stands as placeholders, which do not leave unseen.
    """
    ticket = lock_for(user, reference)
    return put_before(ticket, _prepared(ticket), user=user, text=text, now=now)


def _prepared(ticket: Ticket) -> str:
    """In the customer's language."""
    points = exchange(ticket).open_points(ticket.language)[:MOST]
    with translation.override(ticket.language or ticket.desk.language):
        agreed = empty(_("agreed"))
        lines = [f"- {point.text} {agreed}" for point in points] or [f"- {agreed}"]
        return _(
            "%(greeting)s\n\nthank you for talking with me just now. So that we both have it in writing, this is "
            "what we agreed:\n\n%(points)s\n\nThe next step is ours: %(step)s, by %(day)s.\n\n"
            "Should I have got something wrong, just answer this mail."
        ) % {
            "greeting": greeting(ticket),
            "points": "\n".join(lines),
            "step": empty(_("step")),
            "day": empty(_("day")),
        }
