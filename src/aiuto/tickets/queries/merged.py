"""The requests that were merged into one, by however many steps."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

_HERE = """
WITH RECURSIVE here(id, root) AS (
    SELECT id, id FROM tickets_ticket WHERE id IN ({})
    UNION ALL SELECT merged.id, here.root FROM tickets_ticket merged JOIN here ON merged.merged_into_id = here.id
)
SELECT {} FROM here"""


def merged_into(ticket: int) -> RawSQL:
    """For `ticket__in=`: itself, and what became it."""
    return RawSQL(_HERE.format("%s", "id"), (ticket,), output_field=BigIntegerField())  # noqa: S611


def ends_of(tickets: Iterable[int]) -> dict[int, int]:
    """Each of these and of what became one of them, with the one of these that it is now. One statement."""
    ids = list(tickets)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_HERE.format(", ".join(["%s"] * len(ids)), "id, root"), ids)
        return dict(cursor.fetchall())
