"""A recovery that stands still: nothing puts it off before somebody says why, and whoever can remove that owes it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aiuto.customers.models import Customer
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.block_recovery import Block, block_recovery
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.edit_recovery import Failure, edit_recovery
from aiuto.flows.hand_over import hand_over
from aiuto.flows.hold import hold
from aiuto.flows.merge import merge
from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.propose_ending import propose_ending
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.snooze import snooze
from aiuto.flows.solve import solve
from aiuto.notices.models import Notice
from aiuto.people.models import Desk, DeskKind, Role, Team, User
from aiuto.promises.models import Promise
from aiuto.recovery import errors
from aiuto.recovery.queries import standing
from aiuto.recovery.queries.dignified import recourse
from aiuto.tickets.models import Link, Message, Ticket
from tests.flows.recovering import DAY, act, late, say, step_of

LATER = 3 * DAY


@pytest.fixture
def magazzino(db, now) -> Desk:
    """A desk for colleagues, with Dario."""
    desk = Desk.objects.create(name="Magazzino", kind=DeskKind.COLLEAGUES)
    team = Team.objects.create(name="Magazzino")
    team.desks.add(desk)
    team.members.add(User.objects.create(email="dario@lumiera.example", name="Dario", created_at=now))
    return desk


def why(now, **who) -> Block:
    return Block(kind="department", what="Serve il tracking", due=now + DAY, **who)


def test_nothing_puts_off_what_stands_still_until_somebody_says_why(recovery, agent, colleague, now):
    name, at = recovery.ticket.reference, now + LATER
    putting_off = [
        lambda: ask_waiver(recovery.pk, "act", why="Non serve", user=agent, now=at),
        lambda: edit_recovery(recovery.pk, Failure(what="x"), owner=colleague.pk, user=agent, now=at),
        lambda: hand_over(name, text="Manca il tracking.", owner=colleague.pk, user=agent, now=at),
        lambda: hold(name, until=at + DAY, user=agent, now=at),
        lambda: snooze(name, until=at + DAY, user=agent, now=at),
    ]
    for put_off in putting_off:
        with pytest.raises(errors.Unsaid):
            put_off()
    block_recovery(recovery.pk, why(at, remover=colleague.pk), user=agent, now=at)
    for put_off in putting_off:
        put_off()


def test_steps_are_done_and_facts_noted_without_a_word_of_what_blocks(recovery, agent, now):
    say(recovery.ticket, agent, now + LATER)
    act(recovery, agent, now + LATER)
    edit_recovery(recovery.pk, Failure(what="Rotta"), owner=agent.pk, user=agent, now=now + LATER)
    assert step_of(recovery, "apologise").state == step_of(recovery, "act").state == "done"


def test_customer_who_was_asked_makes_nothing_stand_still(recovery, agent, now):
    say(recovery.ticket, agent, now)
    act(recovery, agent, now)
    follow_up = step_of(recovery, "follow_up")
    late = follow_up.due_at + timedelta(hours=1)
    assert follow_up.is_late(late)
    follow_up.asked_at = follow_up.due_at
    assert not follow_up.is_late(late)


def test_question_that_a_second_person_has_makes_nothing_stand_still(recovery, agent, now):
    say(recovery.ticket, agent, now)
    act(recovery, agent, now)
    assert standing(recovery.ticket_id).stands_still(now + LATER)
    offer = Offer(kind="voucher", amount=Decimal(200), why="Ritardo", other="gift")
    propose_compensation(recovery.pk, offer, user=agent, now=now + LATER)
    assert not standing(recovery.ticket_id).stands_still(now + LATER)
    snooze(recovery.ticket.reference, until=now + 4 * DAY, user=agent, now=now + LATER)


def test_step_that_a_lead_may_leave_out_makes_nothing_stand_still(recovery, agent, colleague, now):
    User.objects.filter(pk=colleague.pk).update(role=Role.LEAD)
    say(recovery.ticket, agent, now)
    do_step(recovery.pk, "compensate", words="Nessun danno", user=agent, now=now)
    asked = ask_waiver(recovery.pk, "act", why="È già arrivata", user=agent, now=now)
    assert not standing(recovery.ticket_id).stands_still(now + LATER)
    snooze(recovery.ticket.reference, until=now + 4 * DAY, user=agent, now=now + LATER)
    lead = User.objects.get(pk=colleague.pk)
    decide(asked.pk, approve=False, said="Non è arrivata", user=lead, now=now + LATER)
    assert standing(recovery.ticket_id).stands_still(now + LATER)


def test_closing_that_a_lead_may_agree_to_makes_nothing_stand_still(recovery, agent, now):
    for _ in range(3):
        note_attempt(recovery.pk, offered="Un buono", answer="Non mi basta", at=now, user=agent, now=now)
    said = {"done": "Le abbiamo spedito un'altra lampada.", "remains": recourse("it"), "why": "Tre tentativi"}
    seen = Message.objects.filter(ticket=recovery.ticket_id).latest("pk").pk
    assert standing(recovery.ticket_id).stands_still(now + LATER)
    propose_ending(recovery.pk, **said, seen=seen, cause=late(), user=agent, now=now + DAY)
    assert not standing(recovery.ticket_id).stands_still(now + LATER)


def test_another_desk_is_asked_by_a_request_and_its_solving_removes_what_blocks(
    recovery, agent, magazzino, now
):
    late, dario = now + LATER, User.objects.get(name="Dario")
    block_recovery(recovery.pk, why(late, desk=magazzino.pk), user=agent, now=late)
    there = Ticket.objects.get(desk=magazzino)
    promise = Promise.objects.get(what="Serve il tracking")
    assert (promise.ticket, promise.to, there.customer.user) == (there, agent, agent)
    assert Link.objects.get(later=there).earlier == recovery.ticket
    assert Notice.objects.get(kind="blocks").user == dario
    assert agent in there.followers.all()
    assert not standing(recovery.ticket_id).stands_still(late)

    solve(there.reference, user=dario, now=late + timedelta(hours=1))
    promise.refresh_from_db()
    assert promise.state == "kept"
    assert standing(recovery.ticket_id).stands_still(late + timedelta(hours=1))


def test_what_blocks_stays_said_where_its_promise_gets_another_time(recovery, agent, colleague, now):
    late = now + LATER
    promise = block_recovery(recovery.pk, why(late, remover=colleague.pk), user=agent, now=late).promise
    anew = renegotiate(promise.pk, due=late + 2 * DAY, user=colleague, now=late)
    assert standing(recovery.ticket_id).blocker.promise == anew
    assert not standing(recovery.ticket_id).stands_still(late)


def test_who_asks_colleagues_twice_is_one_customer(recovery, agent, magazzino, now):
    for hour in (1, 2):
        block_recovery(
            recovery.pk, why(now, desk=magazzino.pk), user=agent, now=now + timedelta(minutes=hour)
        )
    assert Customer.objects.filter(user=agent).count() == 1
    assert Ticket.objects.filter(desk=magazzino).count() == 2


def test_what_blocks_goes_along_where_the_request_there_is_merged(recovery, agent, magazzino, now):
    dario = User.objects.get(name="Dario")
    for what in (1, 2):
        block_recovery(
            recovery.pk, why(now, desk=magazzino.pk, remover=dario.pk), user=agent, now=now + what * DAY / 9
        )
    first, second = Ticket.objects.filter(desk=magazzino).order_by("pk")
    merge(first.reference, into=second.reference, user=dario, now=now + DAY / 2)
    solve(second.reference, user=dario, now=now + DAY / 2)
    assert set(Promise.objects.filter(what="Serve il tracking").values_list("state", flat=True)) == {"kept"}


@pytest.mark.parametrize("who", [{}, {"remover": 10**6}, {"desk": 10**6}, {"desk": 0, "team": 10**6}])
def test_nobody_is_asked_who_is_not_there(recovery, agent, magazzino, now, who):
    who = who | ({"desk": magazzino.pk} if who.get("desk") == 0 else {})
    with pytest.raises(errors.RecoveryError):
        block_recovery(recovery.pk, why(now, **who), user=agent, now=now)


def test_private_desk_is_not_asked(recovery, agent, magazzino, now):
    Desk.objects.filter(pk=magazzino.pk).update(private=True)
    with pytest.raises(errors.NoSuchDesk):
        block_recovery(recovery.pk, why(now, desk=magazzino.pk), user=agent, now=now)
