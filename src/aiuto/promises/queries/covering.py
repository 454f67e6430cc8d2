"""What is due while its owner is away, and who could take it or anything else: who has least due then and is there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from aiuto.people.models import Absence, User
from aiuto.people.queries import absences, desks_of, teams_and_desks_served
from aiuto.promises.models import IS_OURS_TO_DO, IS_OWED, Promise
from aiuto.tickets.models import Ticket

MOST_REQUESTS, MOST_PROMISES, MOST_COUNTED = 300, 100, 2_000


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A request whose owner is away when these of its promises are due, and who could take it: None if nobody can."""

    ticket: Ticket
    promises: list[Promise]
    proposed: User | None


@dataclass(slots=True)
class Team:
    """Who serves which desk in which team, who of them is away when, and how much each has due. Counts stay here."""

    served: list[tuple[User, int, int]]
    away: dict[int, list[Absence]]
    due: Counter[int] = field(default_factory=Counter)

    def is_away(self, user: int, at: datetime) -> bool:
        return any(absence.covers(at) for absence in self.away.get(user, ()))

    def propose(self, ticket: Ticket, at: datetime) -> User | None:
        """Of the request's own team, where somebody else than its owner is there; else of all who serve its desk."""
        present = [
            (user, team)
            for user, team, desk in self.served
            if desk == ticket.desk_id and user.pk != ticket.owner_id and not self.is_away(user.pk, at)
        ]
        own = [pair for pair in present if pair[1] == ticket.team_id]
        chosen = min((user for user, _team in own or present), key=lambda one: self.due[one.pk], default=None)
        if chosen:
            self.due[chosen.pk] += 1
        return chosen


def uncovered(user: User, *, now: datetime) -> list[Uncovered]:
    """On the desks that this person serves, in the days ahead, by when it is due first. Five statements."""
    away, owed = _owed_while_away(user, now=now)
    if not owed:
        return []
    team = _team(owed, away, now=now, until=owed[-1].due_at)
    by_ticket: dict[int, list[Promise]] = {}
    for promise in owed:
        by_ticket.setdefault(promise.ticket_id, []).append(promise)
    return [
        Uncovered(found[0].ticket, found, team.propose(found[0].ticket, max(now, found[0].due_at)))
        for found in by_ticket.values()
    ]


def takers(promises: Iterable[Promise], *, now: datetime) -> dict[int, User]:
    """By request, who else could take it, for what is due there first. Four statements; none for no promise."""
    owed = sorted(promises, key=lambda promise: promise.due_at)
    if not owed:
        return {}
    until = max(now, owed[-1].due_at)
    team = _team(owed, _away(now, until=until), now=now, until=until)
    first: dict[int, Promise] = {}
    for promise in owed:
        first.setdefault(promise.ticket_id, promise)
    found = {pk: team.propose(one.ticket, max(now, one.due_at)) for pk, one in first.items()}
    return {pk: user for pk, user in found.items() if user}


def _team(owed: Iterable[Promise], away: dict[int, list[Absence]], *, now: datetime, until: datetime) -> Team:
    team = Team(teams_and_desks_served({promise.desk_id for promise in owed}), away)
    team.due = _due(team, now, until)
    return team


def _away(now: datetime, *, until: datetime) -> dict[int, list[Absence]]:
    """Who is away when until then."""
    found: dict[int, list[Absence]] = {}
    for absence in absences(now, until=until):
        found.setdefault(absence.user_id, []).append(absence)
    return found


def is_anything_uncovered(user: User, *, now: datetime) -> bool:
    """Two statements; one where nobody is away."""
    return bool(_owed_while_away(user, now=now)[1])


def _owed_while_away(user: User, *, now: datetime) -> tuple[dict[int, list[Absence]], list[Promise]]:
    """Who is away when in the days ahead, and what they owe then."""
    until = now + timedelta(days=settings.ENVIRONMENT.aiuto_cover_days)
    away = _away(now, until=until)
    return away, _owed_by(away, desks_of(user), now=now, until=until) if away else []


def _owed_by(
    away: dict[int, list[Absence]], desks: list[int], *, now: datetime, until: datetime
) -> list[Promise]:
    """What comes due while they are away, and what is late already while they are."""
    theirs = Ticket.objects.filter(owner__in=away, next_due_at__lt=until).order_by("next_due_at")
    owed = Promise.objects.filter(
        IS_OWED & IS_OURS_TO_DO,
        ticket__in=theirs.values("pk")[:MOST_REQUESTS],
        desk__in=desks,
        due_at__lt=until,
    )
    named = owed.select_related("ticket__customer", "ticket__owner", "made_by", "to", "own_kind")
    found = named.order_by("due_at", "id")[:MOST_PROMISES]
    return [each for each in found if _is_away(away[each.ticket.owner_id or 0], max(now, each.due_at))]


def _is_away(theirs: Iterable[Absence], at: datetime) -> bool:
    return any(absence.covers(at) for absence in theirs)


def _due(team: Team, now: datetime, until: datetime) -> Counter[int]:
    """How much each has due between now and then."""
    people = {user.pk for user, _team, _desk in team.served}
    owed = Promise.objects.filter(
        IS_OWED & IS_OURS_TO_DO, desk__in={desk for _user, _team, desk in team.served}
    )
    owed = owed.filter(due_at__lte=max(now, until), ticket__owner__in=people)
    return Counter(owed.order_by("due_at").values_list("ticket__owner", flat=True)[:MOST_COUNTED])
