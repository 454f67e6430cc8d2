"""Drafts prepared for somebody to fill in, before what they had begun. Nothing leaves by itself."""

from datetime import datetime

from django.utils.translation import gettext as _

from aiuto.customers.names import in_mail
from aiuto.people.models import User
from aiuto.tickets.drafting import draft_for, save_draft
from aiuto.tickets.models import Direction, Draft, Ticket


def put_before(ticket: Ticket, prepared: str, *, user: User, text: str = "", now: datetime) -> Draft:
    """The prepared text, before what the writer had begun (`text`, or their draft). Raises TooLong, Planned."""
    draft = draft_for(ticket, user=user, direction=Direction.OUT, now=now)
    begun = text.strip() or draft.text.strip()
    whole = "\n\n".join(part for part in (prepared, begun) if part and not begun.startswith(prepared))
    return save_draft(
        ticket, user=user, direction=Direction.OUT, text=whole or begun, begun_after=None, now=now
    )


def greeting(ticket: Ticket) -> str:
    """As a mail begins, in the language that is active."""
    name = in_mail(ticket.customer.name) if ticket.customer else ""
    return _("Dear %(name)s,") % {"name": name} if name else _("Good day,")


def empty(word: str) -> str:
    """A place to fill in, as in a saved reply: it does not leave unseen."""
    return f"{{{{{word}}}}}"
