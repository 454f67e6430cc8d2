"""Mail of a customer with a limit: what of it is held, and what leads hear of. Shared by receiving and releasing."""

from datetime import datetime

from aiuto.customers.models import ContactPoint
from aiuto.customers.policies import is_held
from aiuto.customers.rights import concerns_rights
from aiuto.journal.actors import Actor
from aiuto.mime import Letter
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.queries import in_charge_at
from aiuto.tickets.models import Ticket

MARK = "rights"
"""A message that speaks of its writer's rights, or objects, while a limit is in force for them."""


def is_limited(sender: ContactPoint | None, letter: Letter) -> bool:
    """Whether a limit holds this mail: never what is about its writer's rights, nor what came back."""
    held = sender is not None and is_held(sender.customer) and not letter.bounce
    return held and not claims_rights(sender, letter)


def claims_rights(sender: ContactPoint | None, letter: Letter) -> bool:
    """Whether the customer has a limit and writes of their rights, or objects. What they quote says nothing."""
    limited = sender is not None and bool(sender.customer.limit)
    return limited and concerns_rights(letter.subject, letter.reply_text)


def tell_leads(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """Who objects was told that a lead reads it."""
    people = in_charge_at(ticket.desk_id)
    tell(people, kind=Kind.LIMIT_REVIEW, ticket=ticket.pk, by=by, now=now)
