"""The requests beside one in a list."""

from datetime import timedelta

import pytest

from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries import inbox
from aiuto.tickets.queries.filters import parse
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.meaning import meaning_of
from aiuto.tickets.queries.neighbours import Neighbours, in_filter, in_view
from aiuto.tickets.references import new_reference


@pytest.fixture
def agent(db, now) -> User:
    """Serves two desks."""
    user = User.objects.create(email="anna@lumiera.example", name="Anna", role=Role.AGENT, created_at=now)
    team = Team.objects.get(desks=default_desk())
    team.desks.add(Desk.objects.create(name="Lampade da esterno"))
    team.members.add(user)
    return user


@pytest.fixture
def make(agent, now):
    desks = list(Desk.objects.order_by("pk"))

    def make(number: int, *, turn: int | None, **fields) -> Ticket:
        at = now + timedelta(minutes=turn) if turn is not None else None
        given = {"desk": desks[number % 2], "state": "open", "turn_at": at, "waiting_since": at}
        given |= {"created_at": now, "last_message_at": now + timedelta(minutes=number)}
        return Ticket.objects.create(reference=new_reference(), **given | fields)

    return make


def order(user: User, view: View) -> list[str]:
    return [ticket.reference for ticket in inbox.page(user, view).tickets]


@pytest.mark.parametrize("view", [View.OPEN, View.UNASSIGNED, View.SOLVED, View.WAITING, View.MINE])
def test_steps_either_way_follow_the_list(agent, make, view):
    state = {View.SOLVED: "solved", View.WAITING: "waiting"}.get(view, "open")
    owner = agent if view == View.MINE else None
    for number in range(6):
        make(number, turn=number % 3 if number < 4 else None, state=state, owner=owner)
    make(6, turn=1, state=state, owner=owner, spam=True)
    listed = order(agent, view)
    assert len(listed) == 6
    for before, here, behind in zip(["", *listed], listed, [*listed[1:], ""], strict=False):
        ticket = Ticket.objects.get(reference=here)
        assert in_view(agent, ticket, view) == Neighbours(before, behind)


def test_request_that_left_the_list_leads_to_its_first(agent, make):
    first, second = make(0, turn=1), make(1, turn=2)
    gone = make(2, turn=None, state="solved")
    assert in_view(agent, gone, View.OPEN) == Neighbours("", first.reference)
    assert in_view(agent, second, View.OPEN) == Neighbours(first.reference, "")


def test_other_desks_are_no_neighbours(agent, make):
    here = make(0, turn=1)
    make(1, turn=2, desk=Desk.objects.create(name="Personale", private=True))
    assert in_view(agent, here, View.OPEN) == Neighbours()


def test_filtered_list_steps_over_what_does_not_pass(agent, make, now):
    one, _two, three = make(0, turn=1, language="it"), make(1, turn=2), make(2, turn=3, language="it")
    meaning = meaning_of(parse("language:it"), agent, now=now)
    assert in_filter(agent, one, meaning) == Neighbours("", three.reference)
    assert in_filter(agent, three, meaning) == Neighbours(one.reference, "")


def test_list_of_words_has_no_neighbours(agent, make, now):
    assert in_filter(agent, make(0, turn=1), meaning_of(parse("lampada"), agent, now=now)) == Neighbours()


@pytest.mark.parametrize("number", [2, 5, 40])
def test_step_asks_the_same_number_of_queries(agent, make, number, django_assert_num_queries):
    made = [make(n, turn=n) for n in range(number)]
    User.objects.get(pk=agent.pk)
    in_view(agent, made[1], View.OPEN)
    with django_assert_num_queries(STEP_QUERIES):
        in_view(agent, made[1], View.OPEN)


STEP_QUERIES = 2
