"""Whether customers were helped, in their own word, and how long it took; never by person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from aiuto.people.models import User
from aiuto.rows.asking import Question
from aiuto.stats import wilson
from aiuto.tickets.lasting import COUNTS
from aiuto.tickets.models import LONGEST_WORDS as LONGEST_WORDS
from aiuto.tickets.models import Answer as Answer
from aiuto.tickets.models import Direction, Helped, Link, LinkKind, Message, Participant, Role, State, Ticket
from aiuto.tickets.queries import visible_to
from aiuto.tickets.queries.proved import proved_points
from aiuto.tickets.queries.waits import spread

FEWEST = 5
"""Fewer answers than these say who gave them."""
SMALL = 30
"""Of fewer than these a share may be far from the truth."""
MOST = 5_000
SOLVED = (State.SOLVED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and between which shares (0 to 1) the truth lies, 95 times of 100."""

    number: int
    of: int

    @property
    def is_few(self) -> bool:
        return self.of < FEWEST

    @property
    def is_small(self) -> bool:
        return self.of < SMALL

    @property
    def rate(self) -> float:
        return self.number / self.of

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.number, self.of)


@dataclass(frozen=True, slots=True)
class Figures:
    """What those who were asked in a time said. `lasted`: of what persons solved in that time, what has neither come
    back since nor was repeated by another request soon after.

    `time_to_help` is the middle of the times from a request to the last of our messages before its yes, and to what
    solved it where nobody answered and it lasted. `left_out`: how many were asked about requests that weigh on no
    figure.
    """

    yes: int
    partly: int
    no: int
    silent: int
    lasted: Share
    left_out: int
    time_to_help: timedelta | None

    @property
    def helped(self) -> Share:
        return Share(self.yes, self.yes + self.partly + self.no)


def due(now: datetime, *, limit: int) -> list[tuple[int, int]]:
    """The questions whose moment has come: (id, ticket), the oldest first."""
    planned = Helped.objects.filter(asked_at__isnull=True, ask_at__lte=now).order_by("ask_at")
    return list(planned.values_list("pk", "ticket")[:limit])


def question(helped_id: int) -> Helped | None:
    """One that was asked, with its ticket."""
    found = Helped.objects.select_related("ticket__desk__schedule")
    return found.filter(pk=helped_id, asked_at__isnull=False).first()


def newest_answer(ticket: Ticket) -> Helped | None:
    """What the customer said last about this request."""
    return next(iter(_ANSWERED.ask(ticket.pk)), None)


def _answered(ticket: int) -> QuerySet[Helped]:
    return Helped.objects.filter(ticket=ticket).exclude(answer="").order_by("-answered_at")[:1]


_ANSWERED = Question(_answered, int)


def requester(ticket: Ticket) -> Participant | None:
    """Who asked, at the address where we answer."""
    people = Participant.objects.filter(ticket=ticket, role=Role.REQUESTER, contact_point__kind="email")
    return people.select_related("contact_point").order_by("id").first()


def may_be_asked(ticket: Ticket, person: Participant) -> bool:
    """A person of ours told them something, and no machine wrote: the address is proved, and mail arrives there."""
    messages = Message.objects.filter(ticket=ticket, withdrawn_at__isnull=True)
    if not messages.filter(direction=Direction.OUT, author__isnull=False).exists():
        return False
    wrote = (
        messages.filter(direction=Direction.IN, contact_point=person.contact_point).order_by("-id").first()
    )
    by_machine = wrote is not None and "automatic" in wrote.marks
    return not by_machine and person.contact_point_id in proved_points(ticket)


def figures(user: User, *, since: datetime, until: datetime, apart: QuerySet[Any, Any]) -> Figures:
    """What customers said of the requests that this person sees, but for those `apart` (ids); two statements."""
    asked, solved = Q(asked_at__gte=since, asked_at__lt=until), Q(solved_at__gte=since, solved_at__lt=until)
    within = ~Q(ticket__in=apart)
    seen = Helped.objects.filter(asked | solved, ticket__in=visible_to(user).values("pk"))
    said = {name: Count("pk", filter=within & asked & Q(answer=name)) for name in (*Answer.values, "")}
    counted = seen.annotate(came_back=Exists(_later())).aggregate(
        **{name or "silent": number for name, number in said.items()},
        lasted=Count("pk", filter=within & solved & _LASTED),
        left_out=Count("pk", filter=asked & ~within),
        all=Count("pk", filter=within & solved),
    )
    share = Share(counted.pop("lasted"), counted.pop("all"))
    return Figures(**counted, lasted=share, time_to_help=_time_to_help(seen.filter(within), asked, solved))


def lasted_by(
    user: User, field: str, *, since: datetime, until: datetime, apart: QuerySet[Any, Any]
) -> dict[str, Share]:
    """What lasted of what persons solved in that time, by a field of its requests; one statement."""
    solved = Helped.objects.filter(solved_at__gte=since, solved_at__lt=until).exclude(ticket__in=apart)
    seen = solved.filter(ticket__in=visible_to(user).values("pk")).annotate(came_back=Exists(_later()))
    groups = seen.order_by().values_list(f"ticket__{field}")
    counted = groups.annotate(number=Count("pk", filter=_LASTED), of=Count("pk"))
    return {name or "": Share(number, of) for name, number, of in counted}


_LASTED = Q(ticket__state__in=SOLVED, ticket__solved_at=F("solved_at"), came_back=False)


def _later() -> QuerySet[Link]:
    """What came after a solving: they came back, or another request about the same."""
    again = COUNTS & Q(later__created_at__gte=OuterRef("solved_at"))
    return Link.objects.filter(Q(kind=LinkKind.FOLLOWS) | again, earlier=OuterRef("ticket"))


def _time_to_help(seen: QuerySet[Helped], asked: Q, solved: Q) -> timedelta | None:
    """Somebody who says partly or no was not helped, however long the solution lasts."""
    ours = Message.objects.filter(
        ticket=OuterRef("ticket"), direction=Direction.OUT, author__isnull=False, withdrawn_at__isnull=True
    )
    last = ours.filter(at__lte=OuterRef("answered_at")).order_by("-at").values("at")[:1]
    said_yes, silent = asked & Q(answer=Answer.YES, last__isnull=False), solved & Q(answer="") & _LASTED
    told = seen.annotate(last=Subquery(last), came_back=Exists(_later())).filter(said_yes | silent)
    rows = told.order_by("-solved_at").values_list("ticket__created_at", "answer", "last", "solved_at")[:MOST]
    took = spread([(said if answer else solution) - begun for begun, answer, said, solution in rows])
    return took.middle if took and took.number >= FEWEST else None
