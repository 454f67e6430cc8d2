"""A request passes on with a brief, and somebody takes it."""

import pytest

from aiuto.flows.assign import assign
from aiuto.flows.change_one import change_one
from aiuto.flows.hand_over import hand_over
from aiuto.flows.reply import reply
from aiuto.flows.take_over import take_over
from aiuto.flows.undo_many import undo_many
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.models import Desk, Team
from aiuto.tickets import errors
from aiuto.tickets.models import Message, Ticket

BRIEF = "**Chiesto**\n- Quando arriva il vetro?"


@pytest.fixture
def team(desk):
    return Team.objects.get(desks=desk)


def test_colleague_gets_request_brief_and_notice(ticket, agent, colleague, now):
    note = hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)

    given = Ticket.objects.get()
    assert (given.owner, given.state, given.handed_over) == (colleague, "open", note)
    kept = Message.objects.get(pk=note.pk)
    assert (kept.direction, kept.text, kept.marks, kept.author) == ("note", BRIEF, ["hand_over"], agent)
    assert _told() == [(colleague.email, "handed_over")]
    event = Event.objects.get(kind="ticket.handed_over")
    assert event.data == {"message": note.pk, "was": None, "owner": colleague.pk, "team": None}


def test_receiver_takes_it(ticket, agent, colleague, now):
    note = hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)
    take_over(ticket.reference, user=colleague, now=now)

    assert Ticket.objects.get().handed_over is None
    assert Event.objects.get(kind="ticket.taken_over").data == {"message": note.pk, "owner": colleague.pk}
    with pytest.raises(errors.WrongState):
        take_over(ticket.reference, user=colleague, now=now)


def test_nobody_takes_what_another_was_handed(ticket, agent, colleague, now):
    hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)
    with pytest.raises(errors.WrongState):
        take_over(ticket.reference, user=agent, now=now)


def test_team_is_handed_a_request_and_the_first_takes_it(ticket, agent, colleague, team, now):
    Ticket.objects.update(owner=agent)
    hand_over(ticket.reference, user=agent, team=team.pk, text=BRIEF, now=now)

    given = Ticket.objects.get()
    assert (given.owner, given.team) == (None, team)
    assert _told() == [(colleague.email, "handed_over")]
    take_over(ticket.reference, user=colleague, now=now)
    assert Ticket.objects.get().owner == colleague


def test_others_of_the_team_need_not_look_once_it_is_taken(ticket, agent, colleague, outsider, team, now):
    team.members.add(outsider)
    hand_over(ticket.reference, user=agent, team=team.pk, text=BRIEF, now=now)
    assert Notice.objects.filter(read_at=None).count() == 2
    take_over(ticket.reference, user=colleague, now=now)

    assert not Notice.objects.filter(read_at=None).exists()


def test_taking_it_or_answering_is_taking_over(ticket, agent, colleague, now):
    hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)
    reply(ticket.reference, user=agent, text="Un momento.", now=now)
    assert Ticket.objects.get().handed_over, "an answer of somebody else takes nothing"
    reply(ticket.reference, user=colleague, text="Eccomi.", now=now)
    assert Ticket.objects.get().handed_over is None

    hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)
    assign(ticket.reference, user=colleague, owner=colleague.pk, now=now)
    assert Ticket.objects.get().handed_over is None


def test_brief_stays_when_the_request_is_given_on(ticket, agent, colleague, now):
    note = hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)
    assign(ticket.reference, user=colleague, owner=agent.pk, now=now)

    assert Ticket.objects.get().handed_over == note


@pytest.mark.parametrize("receiver", ["nobody", "outsider", "no such person", "other team", "no such team"])
def test_receiver_must_serve_the_desk(ticket, agent, outsider, now, receiver):
    other = Team.objects.create(name="Esterno")
    other.desks.add(Desk.objects.create(name="Esterno"))
    given = {"nobody": {}, "outsider": {"owner": outsider.pk}, "no such person": {"owner": 10**9}}
    given |= {"other team": {"team": other.pk}, "no such team": {"team": 10**9}}
    with pytest.raises(errors.BadReceiver):
        hand_over(ticket.reference, user=agent, text=BRIEF, now=now, **given[receiver])
    assert (Message.objects.count(), Notice.objects.count()) == (1, 0)


def test_brief_is_not_empty(ticket, agent, colleague, now):
    with pytest.raises(errors.Empty):
        hand_over(ticket.reference, user=agent, owner=colleague.pk, text=" ", now=now)


def test_solved_request_is_not_handed_over(ticket, agent, colleague, now):
    Ticket.objects.update(state="solved", solved_at=now)
    with pytest.raises(errors.WrongState):
        hand_over(ticket.reference, user=agent, owner=colleague.pk, text=BRIEF, now=now)


@pytest.mark.parametrize("whole_team", [False, True])
def test_hand_over_taken_back_leaves_nothing_to_receive(ticket, agent, colleague, team, now, whole_team):
    Ticket.objects.update(owner=agent)
    given = {"team": team.pk} if whole_team else {"owner": colleague.pk}
    act = change_one(
        ticket.reference, user=agent, act="hand_over", given=given | {"text": BRIEF}, now=now
    ).act
    undo_many(act, user=agent, now=now)

    back = Ticket.objects.get()
    assert (back.owner, back.team, back.handed_over) == (agent, None, None)
    assert Message.objects.get(text=BRIEF).withdrawn_at == now
    assert not Notice.objects.filter(read_at=None).exists()


def test_hand_over_that_was_received_is_not_taken_back(ticket, agent, colleague, now):
    given = {"owner": colleague.pk, "text": BRIEF}
    act = change_one(ticket.reference, user=agent, act="hand_over", given=given, now=now).act
    take_over(ticket.reference, user=colleague, now=now)
    undone = undo_many(act, user=agent, now=now)

    assert [type(error) for _reference, error in undone.kept] == [errors.ChangedSince]
    assert Ticket.objects.get().owner == colleague
    assert Message.objects.get(text=BRIEF).withdrawn_at is None


def _told():
    return list(Notice.objects.order_by("id").values_list("user__email", "kind"))
