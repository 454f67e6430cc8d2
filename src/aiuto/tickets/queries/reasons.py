"""Reading why customers turn to us."""

from django.db.models import Q

from aiuto.tickets.models import Reason, Ticket


def choices_for(ticket: Ticket) -> list[tuple[int, str]]:
    """The reasons in use by name, and the ticket's own, retired or not."""
    offered = Reason.objects.filter(Q(retired_at__isnull=True) | Q(pk=ticket.reason_id))
    return list(offered.order_by("name").values_list("pk", "name"))
