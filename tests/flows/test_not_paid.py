"""What was agreed to and is not paid: no step is left out for it, nothing is closed over it."""

import pytest

from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.call_off_compensation import call_off_compensation
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.people.models import Team, User
from aiuto.recovery import errors
from aiuto.recovery.models import Recovery
from aiuto.recovery.queries.ledger import ledger
from aiuto.tickets.models import Message
from tests.flows.recovering import DAY, act, give, late, say, step_of


def end_all_but_the_money(recovery, user, now) -> None:
    """What is due for money is left open or done by what was given."""
    say(recovery.ticket, user, now)
    act(recovery, user, now)
    note_follow_up(recovery.pk, answer="content", user=user, now=now)


def test_nothing_is_left_out_or_closed_over_what_is_not_paid(recovery, agent, lead, now):
    end_all_but_the_money(recovery, agent, now)
    waiver = ask_waiver(recovery.pk, "compensate", why="Va bene", user=agent, now=now)
    given = give(recovery, agent, now)
    for refused in (
        lambda: do_step(recovery.pk, "compensate", words="Niente", user=agent, now=now),
        lambda: decide(waiver.pk, approve=True, user=lead, now=now),
    ):
        with pytest.raises(errors.NotPaid):
            refused()
    decide(waiver.pk, approve=False, said="Si paga", user=lead, now=now)
    with pytest.raises(errors.NotPaid):
        ask_waiver(recovery.pk, "compensate", why="Va bene", user=agent, now=now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    assert close_recovery(recovery.pk, cause=late(), user=agent, now=now).state == "closed"


def test_recovery_whose_steps_are_done_is_not_closed_over_a_later_gift(recovery, agent, now):
    do_step(recovery.pk, "compensate", words="Niente", user=agent, now=now)
    end_all_but_the_money(recovery, agent, now)
    given = give(recovery, agent, now)
    with pytest.raises(errors.NotPaid):
        close_recovery(recovery.pk, cause=late(), user=agent, now=now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    close_recovery(recovery.pk, cause=late(), user=agent, now=now)


def test_closed_recovery_goes_on_when_the_money_did_not_arrive(recovery, agent, now):
    given = give(recovery, agent, now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    end_all_but_the_money(recovery, agent, now)
    close_recovery(recovery.pk, cause=late(), user=agent, now=now)
    confirm_compensation(given.pk, arrived=False, user=agent, now=now + DAY)
    assert (Recovery.objects.get().state, step_of(recovery, "compensate").state) == ("reopened", "due")
    pay_compensation(given.pk, proof="LUM-21", user=agent, now=now + DAY)
    assert close_recovery(recovery.pk, user=agent, now=now + DAY).state == "closed"


def test_what_they_do_not_want_any_more_is_called_off_by_a_lead_who_did_not_propose_it(
    recovery, ticket, desk, agent, lead, now
):
    given = give(recovery, lead, now, "200")
    for user in (agent, lead):
        with pytest.raises(errors.NotToCallOff):
            call_off_compensation(given.pk, why="Non lo vuole", user=user, now=now)
    other = User.objects.create(email="marco@lumiera.example", name="Marco", role="lead", created_at=now)
    Team.objects.get(desks=desk).members.add(other)
    with pytest.raises(errors.NothingSaid):
        call_off_compensation(given.pk, why=" ", user=other, now=now)
    call_off_compensation(given.pk, why="Non lo vuole", user=other, now=now)
    assert ledger(desk, month=now).budget.spent == 0
    assert Message.objects.get(ticket=ticket, direction="note").text.endswith(" EUR: Non lo vuole")
    assert give(recovery, lead, now, "150").state == "approved"


def test_what_was_sent_off_is_not_called_off(recovery, agent, lead, now):
    given = give(recovery, agent, now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    with pytest.raises(errors.WrongState):
        call_off_compensation(given.pk, why="Non lo vuole", user=lead, now=now)
