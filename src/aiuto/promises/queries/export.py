"""Every promise ever made, one by one, in constant memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from aiuto.promises.models import Promise


def export_promises(since: datetime | None = None) -> Iterator[dict[str, Any]]:
    """One dictionary a promise, oldest first; `since` leaves out what was made before."""
    made = Promise.objects.filter(**{"made_at__gte": since} if since else {})
    named = made.select_related("ticket", "made_by", "to").order_by("pk")
    return (as_json(promise) for promise in named.iterator(chunk_size=500))


def as_json(promise: Promise) -> dict[str, Any]:
    """One promise.

    `kind` is one of ours, or "own-" and the number of the house's own; `to` is "customer" or a colleague's address,
    `by` "rule" or one; `source` the message that says it.
    """
    return {
        "id": promise.pk,
        "ticket": promise.ticket.reference,
        "kind": f"own-{promise.own_kind_id}" if promise.own_kind_id else promise.kind,
        "what": promise.what,
        "to": promise.to.email if promise.to else "customer",
        "by": promise.made_by.email if promise.made_by else "rule",
        "made": promise.made_at.isoformat(),
        "due": promise.due_at.isoformat(),
        "state": promise.state,
        "closed": promise.closed_at.isoformat() if promise.closed_at else None,
        "source": str(promise.source_id) if promise.source_id else None,
    }
