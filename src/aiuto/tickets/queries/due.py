"""What time has made due: reads of the periodic work."""

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Value

from aiuto.tickets.models import State, Ticket

_DAY = Value(timedelta(days=1))


def solved_long_ago(now: datetime, *, limit: int) -> list[int]:
    """Ids of solved tickets whose desk's days are over, oldest first."""
    days = ExpressionWrapper(F("desk__close_after_days") * _DAY, output_field=DurationField())
    solved = Ticket.objects.filter(state=State.SOLVED, spam=False, merged_into__isnull=True)
    due = solved.filter(solved_at__lte=now - days)
    return list(due.order_by("solved_at").values_list("id", flat=True)[:limit])


def holds_over(now: datetime, *, limit: int) -> list[int]:
    """Ids of tickets on hold whose date has come."""
    held = Ticket.objects.filter(state=State.HOLD, hold_until__lte=now, spam=False, merged_into__isnull=True)
    return list(held.order_by("hold_until").values_list("id", flat=True)[:limit])
