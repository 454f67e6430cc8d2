"""What was answered lately, for trying out a rule on it."""

from django.db.models import Q

from aiuto.people.models import User
from aiuto.tickets.models import Direction, Message
from aiuto.tickets.queries import reach

LOOKED_AT = 5_000
"""Messages among which answers are looked for, so that the work does not grow with the years."""


def newest_answers(user: User, *, limit: int) -> list[tuple[str, str]]:
    """(reference of the request, text) of answers that this person may see, the newest first."""
    newest = Message.objects.order_by("-id").values_list("id", flat=True).first() or 0
    answers = Message.objects.filter(
        reach(user, "ticket__"),
        Q(withdrawn_at__isnull=True),
        direction=Direction.OUT,
        pk__gt=newest - LOOKED_AT,
    )
    return list(answers.order_by("-id").values_list("ticket__reference", "reply_text")[:limit])
