"""Tickets that have to do with each other."""

from collections.abc import Iterable

from aiuto.tickets.models import Link, LinkKind, Ticket


def link(later: Ticket, *, earlier: Iterable[int], kind: LinkKind) -> None:
    """Note the connection, once. What is linked is told by the event of the act that links."""
    Link.objects.bulk_create(
        [Link(earlier_id=pk, later=later, kind=kind) for pk in earlier if pk != later.pk],
        ignore_conflicts=True,
    )
