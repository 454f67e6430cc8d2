"""Whom a machine of ours may write to: those whose address is proved."""

from aiuto.customers.models import ContactKind
from aiuto.tickets.models import Direction, Message, Participant, Ticket

LOOKED_AT = 50


def proved_points(ticket: Ticket) -> list[int]:
    """Ids of the contact points on the ticket whose owner confirmed them, or wrote a mail here that was proved theirs.

    Not where mail came back. Two statements.
    """
    parts = Participant.objects.filter(ticket=ticket, contact_point__kind=ContactKind.EMAIL)
    points = [part.contact_point for part in parts.select_related("contact_point").order_by("id")]
    said = Message.objects.filter(ticket=ticket, direction=Direction.IN, contact_point__isnull=False)
    newest = said.order_by("-id").values_list("contact_point", "marks")[:LOOKED_AT]
    proved = {point for point, marks in newest if "proved" in marks}
    return [
        each.pk for each in points if not each.undeliverable_at and (each.verified_at or each.pk in proved)
    ]
