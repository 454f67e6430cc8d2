"""Everything that was said, ticket by ticket, in constant memory."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from aiuto.tickets.models import Attachment, Message, Ticket

_CHUNK = 200


def export_tickets(since: datetime | None = None) -> Iterator[dict[str, Any]]:
    """One dictionary a ticket, oldest first; `since` leaves out what nobody has written on from then."""
    after = 0
    while tickets := _chunk(after, since):
        after = tickets[-1].pk
        messages = _by_ticket(tickets)
        for ticket in tickets:
            yield _as_json(ticket) | {"messages": messages.get(ticket.pk, [])}


def _chunk(after: int, since: datetime | None) -> list[Ticket]:
    tickets = Ticket.objects.filter(pk__gt=after).select_related("desk", "customer").order_by("pk")
    if since:
        tickets = tickets.filter(last_message_at__gte=since)
    return list(tickets.prefetch_related("customer__contact_points")[:_CHUNK])


def _by_ticket(tickets: list[Ticket]) -> dict[int, list[dict[str, Any]]]:
    said = Message.objects.filter(ticket__in=tickets, withdrawn_at__isnull=True).order_by("ticket", "id")
    messages = list(said)
    files = Attachment.objects.filter(message__in=messages).order_by("message", "id")
    attached = {pk: list(group) for pk, group in groupby(files, key=lambda file: file.message_id)}
    grouped = groupby(messages, key=lambda message: message.ticket_id)
    return {pk: [_said(m, attached.get(m.pk, [])) for m in group] for pk, group in grouped}


def _as_json(ticket: Ticket) -> dict[str, Any]:
    return {
        "reference": ticket.reference,
        "number": ticket.number,
        "subject": ticket.subject,
        "state": ticket.state,
        "desk": ticket.desk.name,
        "customer": _customer(ticket),
        "created": ticket.created_at.isoformat(),
    }


def _customer(ticket: Ticket) -> str | None:
    """Their name, else where they are reached."""
    if ticket.customer is None:
        return None
    points = sorted(ticket.customer.contact_points.all(), key=lambda point: point.pk)
    return ticket.customer.name or next((point.value for point in points), None)


def _said(message: Message, files: list[Attachment]) -> dict[str, Any]:
    return {
        "message": str(message.pk),
        "message_id": message.message_id or None,
        "direction": message.direction,
        "from": message.sender or None,
        "from_name": message.from_name or ("" if message.sender else message.shown_from),
        "to": [address for _name, address in message.to],
        "cc": [address for _name, address in message.cc],
        "subject": message.subject,
        "text": message.text,
        "reply_text": message.reply_text,
        "html": message.html,
        "attachments": [{"name": f.name, "type": f.content_type, "size": f.size} for f in files],
        "at": message.at.isoformat(),
    }
