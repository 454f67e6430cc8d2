"""What is due while its owner is away, and who is proposed to take it."""

from datetime import timedelta

import pytest

from aiuto.people.models import Absence, Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.promises.queries.covering import is_anything_uncovered, takers, uncovered
from aiuto.promises.queries.fitting import next_fitting
from aiuto.tickets.models import State, Ticket
from aiuto.tickets.references import new_reference

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def people(db, now) -> dict[str, User]:
    """Anna, Bruno and Carla serve the first desk, and Rita leads them."""
    team = Team.objects.get(desks=default_desk())
    found = {}
    for name in ("Anna", "Bruno", "Carla", "Rita"):
        role = Role.LEAD if name == "Rita" else Role.AGENT
        found[name] = User.objects.create(
            email=f"{name.lower()}@lumen.example", name=name, role=role, created_at=now
        )
        team.members.add(found[name])
    return found


@pytest.fixture
def owe(people, now):
    """`owe("Anna", 2)`: something due in two days on a request of hers."""

    def owe(name: str, days: float, *, desk: Desk | None = None, **given) -> Promise:
        due, desk = now + days * DAY, desk or default_desk()
        ticket = Ticket.objects.create(
            reference=new_reference(),
            desk=desk,
            owner=people[name],
            state=State.OPEN,
            created_at=now,
            last_message_at=now,
            next_due_at=due,
            team=given.pop("team", None),
        )
        return Promise.objects.create(
            ticket=ticket, desk=desk, kind="fix", what="Cavo", made_at=now - DAY, due_at=due, **given
        )

    return owe


@pytest.fixture
def away(people, now):
    """`away("Anna", 1, 3)`: away from tomorrow until three days from now."""

    def away(name: str, begins: float = -1, ends: float | None = None) -> Absence:
        until = now + ends * DAY if ends is not None else None
        return Absence.objects.create(user=people[name], begins_at=now + begins * DAY, ends_at=until)

    return away


def shown(people, now) -> list[tuple[Promise, str | None]]:
    found = uncovered(people["Rita"], now=now)
    return [
        (promise, one.proposed.name if one.proposed else None) for one in found for promise in one.promises
    ]


def test_only_what_is_due_while_its_owner_is_away_is_shown(people, owe, away, now):
    away("Anna", 1, 3)
    owe("Anna", 0.5)
    within = owe("Anna", 2)
    owe("Anna", 3.5)
    owe("Bruno", 2)
    owe("Anna", 2.2, state="kept", closed_at=now)
    assert [promise for promise, _ in shown(people, now)] == [within]


def test_what_is_late_already_is_shown_while_they_are_away(people, owe, away, now):
    away("Anna")
    late = owe("Anna", -1, state="broken")
    assert [promise for promise, _ in shown(people, now)] == [late]


def test_nobody_away_leaves_nothing_to_show(people, owe, now):
    owe("Anna", 1)
    assert shown(people, now) == []
    assert not is_anything_uncovered(people["Rita"], now=now)


def test_proposed_is_who_has_least_due_until_then(people, owe, away, now):
    away("Anna")
    for days in (1, 1.5, 9):
        owe("Carla", days)
    owe("Bruno", 1)
    owe("Rita", 1)
    owe("Rita", 1.2)
    owe("Anna", 2)
    assert [name for _, name in shown(people, now)] == ["Bruno"]
    assert is_anything_uncovered(people["Rita"], now=now)


def test_what_is_proposed_counts_for_the_next(people, owe, away, now):
    away("Anna")
    for hours in range(3):
        owe("Anna", 2 + hours / 24)
    assert [name for _, name in shown(people, now)] == ["Bruno", "Carla", "Rita"]


def test_who_is_away_then_is_not_proposed(people, owe, away, now):
    away("Anna")
    away("Bruno", 1, 3)
    owe("Anna", 2)
    owe("Anna", 4)
    assert [name for _, name in shown(people, now)] == ["Carla", "Bruno"]


def test_requests_own_team_comes_first(people, owe, away, now):
    away("Anna")
    repairs = Team.objects.create(name="Riparazioni")
    repairs.desks.add(default_desk())
    repairs.members.add(people["Carla"])
    owe("Anna", 2, team=repairs)
    owe("Anna", 2.1, team=repairs)
    assert [name for _, name in shown(people, now)] == ["Carla", "Carla"]


def test_where_everybody_is_away_nobody_is_proposed(people, owe, away, now):
    for name in people:
        away(name)
    owe("Anna", 2)
    assert [name for _, name in shown(people, now)] == [None]


def test_other_desks_are_not_shown(people, owe, away, now):
    away("Anna")
    owe("Anna", 2, desk=Desk.objects.create(name="Altro"))
    assert shown(people, now) == []


@pytest.mark.parametrize("number", [1, 3])
def test_statements_stay_the_same(people, owe, away, now, number, django_assert_num_queries):
    away("Anna")
    for days in range(number):
        owe("Anna", days + 1)
    rita = User.objects.get(name="Rita")
    with django_assert_num_queries(6):
        uncovered(rita, now=now)


def test_who_else_could_take_it_is_there_then_has_least_due_and_is_not_its_owner(owe, away, people, now):
    mine, far = owe("Anna", 1), owe("Anna", 3)
    owe("Bruno", 0.5)
    away("Rita", 0, 2)
    assert takers([mine], now=now) == {mine.ticket_id: people["Carla"]}
    assert set(takers([mine, far], now=now).values()) == {people["Carla"], people["Rita"]}


def test_nobody_else_is_proposed_where_nobody_is_there(owe, away, now):
    mine = owe("Anna", 1)
    for name in ("Bruno", "Carla", "Rita"):
        away(name)
    assert takers([mine], now=now) == {}


def test_next_fitting_time_is_the_same_hour_when_the_desk_is_open_and_its_owner_there(owe, away, now):
    """Monday at ten; due on Friday, so the next day of work is a Monday, on which Anna is away till Wednesday."""
    due = owe("Anna", 4)
    assert next_fitting(due, now=now) == now + 7 * DAY
    away("Bruno", 6, 20)
    away("Anna", 6, 8.5)
    assert next_fitting(due, now=now) == now + 9 * DAY
