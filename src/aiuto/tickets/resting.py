"""A draft that rests while its writer takes a breath: kept, sent by nobody but them, and called to mind again."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets.drafting import check_text, save_draft
from aiuto.tickets.models import Direction, Draft, Ticket


@transaction.atomic(savepoint=False)
def rest(
    ticket: Ticket, *, user: User, text: str, until: datetime, begun_after: int | None, now: datetime
) -> Draft:
    """Keep the answer as a draft that rests. A draft is nobody else's business, so no event is recorded.

    Raises Empty, TooLong, Planned.
    """
    check_text(text)
    draft = save_draft(
        ticket, user=user, direction=Direction.OUT, text=text, begun_after=begun_after, now=now
    )
    draft.rests_until = until
    draft.save(update_fields=["rests_until"])
    return draft


def rested(*, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(writer, ticket) of the drafts that have rested; each is told of once."""
    over = Draft.objects.filter(rests_until__lte=now, ticket__isnull=False).order_by("rests_until", "id")
    found = list(over.select_for_update().values_list("pk", "user", "ticket")[:limit])
    Draft.objects.filter(pk__in=[pk for pk, _user, _ticket in found]).update(rests_until=None)
    return [(user, ticket) for _pk, user, ticket in found]
