"""Who is at which ticket just now."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from aiuto.notices.models import Notice
from aiuto.people.models import Role, User
from aiuto.rows.asking import Question
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import Presence, Seen, Ticket, Wait
from aiuto.tickets.queries import reachable_by
from aiuto.tickets.references import normal_reference

MOST = 2_000


class Here(NamedTuple):
    """One person at one ticket, by their ids."""

    ticket: int
    user: int
    writing: bool


class LookedAt(NamedTuple):
    """A ticket, with what its page makes no longer unread: messages, notices."""

    ticket: Ticket
    unseen: bool
    noticed: bool


def looked_at(user: User, reference: str) -> LookedAt:
    """One statement. Raises NotFound for missing and forbidden alike."""
    found = _LOOKED_AT[user.role == Role.ADMIN].ask(user.pk, normal_reference(reference))
    if not found:
        raise NotFound
    pk, reference, unseen, noticed = found[0]
    return LookedAt(Ticket(pk=pk, reference=reference), bool(unseen), bool(noticed))


def _look(role: Role) -> Question[tuple[int, str, bool, bool]]:
    """Every open page asks it every few seconds, so it is made once."""

    def question(user: int, reference: str) -> QuerySet[Ticket, tuple[int, str, bool, bool]]:
        seen = Seen.objects.filter(ticket=OuterRef("pk"), user=user, at__gte=OuterRef("last_message_at"))
        unread = Notice.objects.filter(user=user, ticket=OuterRef("pk"), read_at__isnull=True)
        found = reachable_by(User(pk=user, role=role)).filter(reference=reference)
        return found.values_list("pk", "reference", ~Exists(seen), Exists(unread))

    return Question(question, int, str)


_LOOKED_AT = {False: _look(Role.AGENT), True: _look(Role.ADMIN)}


def at(ticket: Ticket, *, except_user: User, now: datetime) -> list[tuple[User, bool]]:
    """The others at this ticket and whether they write, who came first before the others."""
    return [(row.user, row.writing) for row in AT.ask(ticket.pk, except_user.pk, now)]


def _at(ticket: int, except_user: int, now: datetime) -> QuerySet[Presence]:
    rows = Presence.objects.filter(ticket=ticket, until__gt=now).exclude(user=except_user)
    return rows.select_related("user").order_by("id")


AT = Question(_at, int, int, datetime)


def free_at(desk: int, *, now: datetime) -> bool:
    """Whether more of the desk's people are at a request just now than persons wait there on a live channel."""
    here = Presence.objects.filter(until__gt=now, user__is_active=True, user__teams__desks=desk)
    waiting = Wait.objects.filter(desk=desk, over_at__isnull=True).count()
    return here.values("user").distinct().count() > waiting


def everybody(*, now: datetime) -> frozenset[Here]:
    """All who are at any ticket, for whoever compares one look with the next."""
    rows = Presence.objects.filter(until__gt=now).values_list("ticket_id", "user_id", "writing")
    return frozenset(Here(*row) for row in rows[:MOST])
