"""What follows once something is agreed to and chosen."""

from datetime import datetime

from aiuto.recovery.models import Compensation, Payment
from aiuto.recovery.paying import hand_over, pays_by_webhook
from aiuto.tickets.models import Ticket


def carry_on(given: Compensation, ticket: Ticket, *, now: datetime) -> None:
    """The webhook is asked to pay it out, in this transaction; without one it waits for a colleague and a proof."""
    if given.state == Payment.APPROVED and pays_by_webhook(given):
        hand_over(given, ticket, now=now)
