"""Courtesy beside what came of it (K4): nice but unsolved, and solved but cold. By request, never by person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import IS_OURS_TO_DO, Promise
from aiuto.promises.queries import visible_to
from aiuto.tickets.lasting import BEARS, COUNTS
from aiuto.tickets.models import IS_SHOWN, Direction, Link, Message, State, Ticket, Tone

ENOUGH = 2
"""Broken promises and repeats from which friendly words are no comfort."""
LOOKED_AT = 5_000
"""Rows of each index that a look reads at most."""
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A request with friendly words from us, and how often our word or our fix has failed there."""

    ticket: Ticket
    broken: int
    repeats: int


def nice_but_unsolved(user: User, *, since: datetime, until: datetime) -> list[Unsolved]:
    """Where a promise broke or a fix came back in that time, and not for the first time. Six statements."""
    recent = {*_broken_lately(user, since, until), *_back_lately(user, since, until)}
    broken, repeats = _broken(recent), _repeats(recent)
    failed = [pk for pk in recent if broken[pk] + repeats[pk] >= ENOUGH]
    nice = Message.objects.filter(ticket__in=failed, tone=Tone.FRIENDLY, withdrawn_at__isnull=True)
    found = Ticket.objects.filter(IS_SHOWN, pk__in=nice.values("ticket")).select_related("customer")
    shown = found.order_by("-last_message_at", "-id")[:SHOWN]
    return [Unsolved(ticket, broken[ticket.pk], repeats[ticket.pk]) for ticket in shown]


def solved_but_cold(user: User, *, since: datetime, until: datetime) -> list[Ticket]:
    """Solved in that time, with a cold answer of ours and without a friendly one. Two statements."""
    solved = Ticket.objects.filter(state=State.SOLVED, solved_at__gte=since, solved_at__lt=until)
    newest = list(solved.order_by("-solved_at").values_list("pk", flat=True)[:LOOKED_AT])
    ours = Message.objects.filter(ticket=OuterRef("pk"), direction=Direction.OUT, withdrawn_at__isnull=True)
    cold, friendly = Exists(ours.filter(tone=Tone.COLD)), Exists(ours.filter(tone=Tone.FRIENDLY))
    found = Ticket.objects.filter(IS_SHOWN, cold, ~friendly, pk__in=newest, desk__in=desks_of(user))
    return list(found.select_related("customer").order_by("-solved_at", "-id")[:SHOWN])


def _broken_lately(user: User, since: datetime, until: datetime) -> Iterable[int]:
    broken = visible_to(user).filter(
        IS_OURS_TO_DO, broken_at__isnull=False, broken_at__gte=since, broken_at__lt=until
    )
    return broken.order_by("-broken_at").values_list("ticket", flat=True)[:LOOKED_AT]


def _back_lately(user: User, since: datetime, until: datetime) -> Iterable[int]:
    newest = Link.objects.filter(kind__in=BEARS).order_by("-id").values_list("later", flat=True)
    found = Ticket.objects.filter(pk__in=list(newest[:LOOKED_AT]), desk__in=desks_of(user))
    return found.filter(created_at__gte=since, created_at__lt=until).values_list("pk", flat=True)


def _broken(ticket_ids: Iterable[int]) -> Counter[int]:
    rows = Promise.objects.filter(
        IS_OURS_TO_DO, ticket__in=list(ticket_ids), broken_at__isnull=False
    ).order_by()
    return Counter(dict(rows.values_list("ticket").annotate(Count("pk"))))


def _repeats(ticket_ids: Iterable[int]) -> Counter[int]:
    rows = Link.objects.filter(COUNTS, later__in=list(ticket_ids)).order_by()
    return Counter(dict(rows.values_list("later").annotate(Count("pk"))))
