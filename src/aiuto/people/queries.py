"""Reading people, teams and desks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, IntegerField, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from aiuto import business_hours
from aiuto.business_hours.zones import zone_named
from aiuto.people import tokens
from aiuto.people.client import client_network as client_network
from aiuto.people.models import Absence as Absence
from aiuto.people.models import Desk as Desk
from aiuto.people.models import DeskKind, Role, Schedule, Team, Welcome
from aiuto.people.models import User as User
from aiuto.people.schedules import hours_of
from aiuto.rows.asking import Question

PAGE = 50


def _served(user: int) -> QuerySet[Any, Any]:
    """Each team of a person with each desk it serves."""
    return Team.members.through.objects.filter(user=user).values_list("team_id", "team__desks")


def _public() -> QuerySet[Any, Any]:
    """Every desk that is not private, as of no team."""
    return Desk.objects.filter(private=False).values_list(Value(None, IntegerField()), "id")


_DEFAULT = Question(lambda: Desk.objects.select_related("schedule").filter(is_default=True))
_SERVED = Question(_served, int)
_SERVED_AND_PUBLIC = Question(lambda user: _served(user).union(_public()), int)


def desks_of(user: User) -> list[int]:
    """Ids of the desks this person may see; read once a request and kept on the user object."""
    return _places_of(user)[0]


def teams_of(user: User) -> list[int]:
    """Ids of the teams this person belongs to; read and kept together with their desks."""
    return _places_of(user)[1]


def desks_visible_to(user: User) -> QuerySet[Desk]:
    """The same desks to be asked within another statement; one may stand there more than once."""
    rule = Q(teams__members=user)
    if user.role == Role.ADMIN:
        rule |= Q(private=False)
    return Desk.objects.filter(rule)


def _places_of(user: User) -> tuple[list[int], list[int]]:
    kept: tuple[list[int], list[int]] | None = user.__dict__.get("places")
    if kept is None:
        rows = (_SERVED_AND_PUBLIC if user.role == Role.ADMIN else _SERVED).ask(user.pk)
        kept = tuple(sorted({row[n] for row in rows} - {None}) for n in (1, 0))  # type: ignore[assignment]
        user.__dict__["places"] = kept
    return kept  # type: ignore[return-value]


def default_desk() -> Desk:
    """The desk that takes what names no other."""
    return _DEFAULT.ask()[0]


def desks_for_colleagues() -> list[Desk]:
    """Where colleagues ask for something, by name, with teams and people; private ones are left out."""
    own = Desk.objects.filter(kind=DeskKind.COLLEAGUES, private=False).order_by("name")
    people = Prefetch("teams__members", User.objects.filter(is_active=True).order_by("name", "id"))
    return list(own.select_related("schedule").prefetch_related("teams", people))


def desk_named(name: str) -> Desk | None:
    """The desk of this name, or None."""
    return Desk.objects.select_related("schedule").filter(name=name).first()


def desk_for(user: User, desk_id: int) -> Desk | None:
    """The desk with its schedule, when this person may see it."""
    if desk_id not in desks_of(user):
        return None
    return Desk.objects.select_related("schedule").get(pk=desk_id)


def colleague(user_id: int) -> User | None:
    """An active colleague."""
    return User.objects.filter(pk=user_id, is_active=True).first()


def colleague_at_address(email: str) -> User | None:
    """The active colleague who signs in with this address."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """The name of each of these people, whether they are still here or not."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(user_ids)).only("name", "email")}


def colleagues_at(desk_id: int) -> list[User]:
    """Who can own a request of this desk: the active members of its teams, by name."""
    members = User.objects.filter(is_active=True, teams__desks=desk_id)
    return list(members.distinct().order_by("name", "id"))


def leads_at(desk_id: int) -> list[int]:
    """Ids of the leads and administrators in the teams of this desk."""
    led = User.objects.filter(is_active=True, role__in=(Role.LEAD, Role.ADMIN), teams__desks=desk_id)
    return sorted(set(led.values_list("pk", flat=True)))


def in_charge_at(desk_id: int, *, apart_from: int | None = None) -> list[int]:
    """Ids of who is told what a lead of this desk is told, `apart_from` whom it is about.

    Where no lead is left, the administrators who may see the desk stand in.
    """
    if leads := [lead for lead in leads_at(desk_id) if lead != apart_from]:
        return leads
    may_see = Exists(Desk.objects.filter(pk=desk_id, private=False))
    administrators = User.objects.filter(may_see, is_active=True, role=Role.ADMIN).exclude(pk=apart_from or 0)
    return list(administrators.order_by("pk").values_list("pk", flat=True))


def all_leads() -> list[int]:
    """Ids of everybody who decides for others."""
    led = User.objects.filter(is_active=True, role__in=(Role.LEAD, Role.ADMIN))
    return list(led.order_by("pk").values_list("pk", flat=True))


def teams_at(desk_id: int) -> list[Team]:
    """The teams that serve this desk, by name."""
    return list(Team.objects.filter(desks=desk_id).order_by("name", "id"))


def desks_by_user(user_ids: Iterable[int]) -> dict[int, set[int]]:
    """What `desks_of` says, for many active people in two statements; who may not sign in is left out."""
    people = dict(User.objects.filter(pk__in=set(user_ids), is_active=True).values_list("pk", "role"))
    desks: dict[int, set[int]] = {pk: set() for pk in people}
    served = Team.members.through.objects.filter(user__in=people, team__desks__isnull=False)
    for pk, desk in served.values_list("user_id", "team__desks"):
        desks[pk].add(desk)
    if Role.ADMIN in people.values():
        public = set(Desk.objects.filter(private=False).values_list("pk", flat=True))
        for pk, role in people.items():
            desks[pk] |= public if role == Role.ADMIN else set()
    return desks


def desk_choices(user: User) -> list[Desk]:
    """The desks this person may see with their schedules, by name; read once a request and kept on the user object."""
    kept: list[Desk] | None = user.__dict__.get("desks")
    if kept is None:
        seen = Desk.objects.select_related("schedule").filter(pk__in=desks_of(user))
        kept = user.__dict__["desks"] = list(seen.order_by("name"))
    return kept


def days_to_close() -> dict[int, list[int]]:
    """Desk ids by the days after which their solved tickets are closed."""
    desks: dict[int, list[int]] = {}
    for desk, days in Desk.objects.values_list("id", "close_after_days"):
        desks.setdefault(days, []).append(desk)
    return desks


def signed_page(token: str, *, now: datetime) -> tokens.Signed | None:
    """What a signed link is for; None for one that is forged, damaged or over."""
    return tokens.read(token, now=now)


def teams_named(names: Iterable[str]) -> list[Team]:
    """The teams of these names that there are."""
    return list(Team.objects.filter(name__in=list(names)))


def nobody_yet() -> bool:
    """A new house: no account was ever made."""
    return not User.objects.exists()


def everybody(*, active: bool, behind: int = 0, size: int = PAGE) -> list[User]:
    """Colleagues by name with their teams, from behind this person on; `size` and one more, where there are more."""
    people = User.objects.filter(is_active=active).prefetch_related("teams").order_by("name", "id")
    last = User.objects.filter(pk=behind).first() if behind else None
    if last:
        people = people.filter(Q(name__gt=last.name) | Q(name=last.name, id__gt=last.pk))
    return list(people[: size + 1])


def someone(user_id: int) -> User | None:
    """A colleague, also one who has left."""
    return User.objects.filter(pk=user_id).first()


def all_colleagues() -> list[User]:
    """Everybody who can sign in, by name."""
    return list(User.objects.filter(is_active=True).only("name", "email").order_by("name", "id"))


def all_desks() -> list[Desk]:
    """Every desk by name, private ones too, with hours and teams: for whoever furnishes the house."""
    return list(Desk.objects.select_related("schedule").prefetch_related("teams").order_by("name"))


def any_desk(desk_id: int) -> Desk | None:
    """One desk, for whoever furnishes the house."""
    return Desk.objects.select_related("schedule").filter(pk=desk_id).first()


def all_teams() -> list[Team]:
    """Every team by name, with its desks and people."""
    return list(Team.objects.prefetch_related("desks", "members").order_by("name"))


def team(team_id: int) -> Team | None:
    """One team."""
    return Team.objects.filter(pk=team_id).first()


def schedules() -> list[Schedule]:
    """All hours of work by name."""
    return list(Schedule.objects.order_by("name"))


def zone_name(desk: Desk) -> str:
    """The desk's time zone; the installation's where it has no hours."""
    return desk.schedule.time_zone if desk.schedule else timezone.get_default_timezone_name()


def hours_named(name: str) -> tuple[ZoneInfo, business_hours.Schedule] | None:
    """The hours of this name to count with, and their time zone; None where there are none. Raises BadSchedule."""
    kept = Schedule.objects.filter(name=name).first()
    return (zone_named(kept.time_zone), hours_of(kept)) if kept else None


def desks_with(schedule: Schedule) -> list[int]:
    """Ids of the desks that count by these hours."""
    return list(Desk.objects.filter(schedule=schedule).values_list("pk", flat=True))


def schedule(schedule_id: int) -> Schedule | None:
    """One week of hours."""
    return Schedule.objects.filter(pk=schedule_id).first()


def names_of_places(
    desks: Iterable[int], teams: Iterable[int], schedules: Iterable[int]
) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """The names of these desks, teams and hours."""
    asked = ((Desk, desks), (Team, teams), (Schedule, schedules))
    named = [dict(model.objects.filter(pk__in=set(ids)).values_list("pk", "name")) for model, ids in asked]
    return named[0], named[1], named[2]


def welcome_steps() -> list[str] | None:
    """The first steps that are done or skipped; None where no welcome waits."""
    waiting = Welcome.objects.first()
    return waiting.steps if waiting else None


def browsers_of(user: User, *, now: datetime) -> list[UserSession]:
    """Where this person is signed in, the newest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at"))


def team_choices(user: User) -> list[Team]:
    """The teams this person belongs to, by name."""
    return list(Team.objects.filter(pk__in=teams_of(user)).order_by("name"))


def absences(now: datetime, *, until: datetime | None = None) -> list[Absence]:
    """Those of active colleagues that are not over and begin by `until`, by when they begin."""
    coming = Absence.objects.select_related("user").filter(user__is_active=True)
    coming = coming.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    begun = coming.filter(begins_at__lte=until) if until else coming
    return list(begun.order_by("begins_at", "id"))


def absence(absence_id: int) -> Absence | None:
    """One absence, with whose it is."""
    return Absence.objects.select_related("user").filter(pk=absence_id).first()


def teams_and_desks_served(desks: Iterable[int]) -> list[tuple[User, int, int]]:
    """Each active colleague with each of their teams and each of these desks that it serves, by name."""
    served = Team.members.through.objects.filter(user__is_active=True, team__desks__in=list(desks))
    rows = list(served.values_list("user_id", "team_id", "team__desks"))
    people = User.objects.in_bulk({user for user, _team, _desk in rows})
    found = [(people[user], team, desk) for user, team, desk in rows]
    return sorted(found, key=lambda row: (row[0].name, row[0].pk))
