"""After a talk: what was agreed is put in writing, in a draft prepared point by point."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.customers.names import in_mail
from aiuto.people.models import User
from aiuto.tickets.drafting import draft_for, save_draft
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Draft, Ticket
from aiuto.tickets.queries.exchange import exchange

MOST = 6


@transaction.atomic
def prepare_agreement(reference: str, *, user: User, text: str = "", now: datetime) -> Draft:
    """The prepared text, before what the writer had begun (`text`, or their draft). Raises NotFound, TooLong, Planned.

    What is to be filled in stands as placeholders, which do not leave unseen.
    """
    ticket = lock_for(user, reference)
    draft = draft_for(ticket, user=user, direction=Direction.OUT, now=now)
    prepared = _prepared(ticket)
    begun = text.strip() or draft.text.strip()
    whole = "\n\n".join(part for part in (prepared, begun) if part and not begun.startswith(prepared))
    return save_draft(
        ticket, user=user, direction=Direction.OUT, text=whole or begun, begun_after=None, now=now
    )


def _prepared(ticket: Ticket) -> str:
    """In the customer's language."""
    points = exchange(ticket).open_points(ticket.language)[:MOST]
    with translation.override(ticket.language or ticket.desk.language):
        agreed = _empty(_("agreed"))
        lines = [f"- {point.text} {agreed}" for point in points] or [f"- {agreed}"]
        name = in_mail(ticket.customer.name) if ticket.customer else ""
        return _(
            "%(greeting)s\n\nthank you for talking with me just now. So that we both have it in writing, this is "
            "what we agreed:\n\n%(points)s\n\nThe next step is ours: %(step)s, by %(day)s.\n\n"
            "Should I have got something wrong, just answer this mail."
        ) % {
            "greeting": _("Dear %(name)s,") % {"name": name} if name else _("Good day,"),
            "points": "\n".join(lines),
            "step": _empty(_("step")),
            "day": _empty(_("day")),
        }


def _empty(word: str) -> str:
    """A place to fill in, as in a saved reply."""
    return f"{{{{{word}}}}}"
