"""What time has made due: reads of the periodic work."""

from datetime import datetime, timedelta

from aiuto.people.models import Desk
from aiuto.people.queries import days_to_close
from aiuto.tickets.models import OPEN_STATES, State, Ticket

FARTHEST_EAST = timedelta(hours=14)
"""A day is over there first."""


def solved_long_ago(now: datetime, *, limit: int) -> list[int]:
    """Ids of solved tickets whose desk's days are over."""
    solved = Ticket.objects.filter(state=State.SOLVED, spam=False, merged_into__isnull=True)
    found: list[int] = []
    for days, desks in days_to_close().items():
        due = solved.filter(desk__in=desks, solved_at__lte=now - timedelta(days=days))
        found += due.order_by("solved_at").values_list("id", flat=True)[: limit - len(found)]
    return found


def holds_over(now: datetime, *, limit: int) -> list[int]:
    """Ids of tickets on hold whose date has come."""
    held = Ticket.objects.filter(state=State.HOLD, hold_until__lte=now, spam=False, merged_into__isnull=True)
    return list(held.order_by("hold_until").values_list("id", flat=True)[:limit])


def sleeps_over(now: datetime, *, limit: int) -> list[int]:
    """Ids of snoozed tickets whose moment has come, in all desks."""
    asleep = Ticket.objects.filter(snoozed_until__isnull=False, spam=False, merged_into__isnull=True)
    due = asleep.filter(desk__in=Desk.objects.values("pk"), snoozed_until__lte=now).order_by("snoozed_until")
    return list(due.values_list("id", flat=True)[:limit])


def wishes_over(now: datetime, *, limit: int) -> list[int]:
    """Ids of unsolved tickets whose customer's own day is over somewhere, which nobody has said yet."""
    missed = Ticket.objects.filter(state__in=OPEN_STATES, wanted_by__isnull=False, wish_missed=False)
    over = missed.filter(wanted_by__lt=(now + FARTHEST_EAST).date(), spam=False, merged_into__isnull=True)
    return list(over.order_by("wanted_by").values_list("id", flat=True)[:limit])
