"""What must not exist: requests without a message, messages that search cannot find."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from aiuto.tickets.models import Message, SearchEntry, Ticket


def half_made() -> Iterator[str]:
    """A sentence for each; empty when every transaction was whole."""
    said = Message.objects.filter(ticket=OuterRef("pk"))
    for ticket in Ticket.objects.filter(~Exists(said), merged_into__isnull=True).order_by("pk").iterator():
        yield f"request {ticket.reference}: nothing was said in it"
    found = SearchEntry.objects.filter(message=OuterRef("pk"))
    for message in (
        Message.objects.filter(~Exists(found), withdrawn_at__isnull=True)
        .order_by("pk")
        .only("pk", "ticket")
        .iterator()
    ):
        yield f"message {message.pk}: search does not know it"
