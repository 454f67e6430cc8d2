"""Two people decide, pay out or give at the same moment: one does, and the other is told."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.flows.answer_choice import answer_choice
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.decide import decide
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import User
from aiuto.people.queries import default_desk
from aiuto.people.tokens import issue
from aiuto.recovery.errors import RecoveryError, UnderWay
from aiuto.recovery.models import Compensation, Recovery
from aiuto.recovery.queries.ledger import ledger
from aiuto.tickets.models import Ticket
from tests.flows.recovering import fail
from tests.flows.test_recovery import order_of
from tests.security.test_forms_at_once import arrive, at_once, ticket_of
from tests.security.world import _user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent(now) -> User:
    Mailbox.objects.create(desk=default_desk(), address="aiuto@lumen.example")
    return _user("anna", "agent", default_desk(), now)


@pytest.fixture
def leads(now) -> list[User]:
    return [_user(name, "lead", default_desk(), now) for name in ("laura", "marco")]


def refusal(work) -> str:
    """The name of what it was refused by, "" when it was done."""
    try:
        work()
    except (ApprovalError, RecoveryError) as error:
        return type(error).__name__
    return ""


def both(works) -> list[str]:
    return sorted(at_once(*(lambda work=work: refusal(work) for work in works)))


def offer(amount: str, line: int | None = None) -> Offer:
    return Offer(kind="voucher", amount=Decimal(amount), why="Ha aspettato", other="gift", line=line)


def test_two_leads_decide_and_one_wins(agent, leads, now):
    recovery = fail(ticket_of(1), agent, now)
    asked = ask_waiver(recovery.pk, "compensate", why="Va bene", user=agent, now=now)
    answers = both(
        lambda lead=lead, yes=yes: decide(asked.pk, approve=yes, said="No", user=lead, now=now)
        for lead, yes in zip(leads, (True, False), strict=True)
    )
    assert answers == ["", "Decided"]
    assert Event.objects.filter(kind__in=("approval.approved", "approval.declined")).count() == 1
    assert Approval.objects.get().decided_by in leads


def test_two_leads_approve_and_one_wins(agent, leads, now):
    given = propose_compensation(fail(ticket_of(1), agent, now).pk, offer("80"), user=agent, now=now)
    assert both(
        lambda lead=lead: decide(given.approval_id, approve=True, user=lead, now=now) for lead in leads
    ) == ["", "Decided"]
    assert Event.objects.filter(kind="compensation.approved").count() == 1
    assert Compensation.objects.get().state == "approved"


def test_gift_pressed_twice_is_one(agent, now):
    recovery = fail(ticket_of(1), agent, now)
    give = [lambda: propose_compensation(recovery.pk, offer("20"), user=agent, now=now)] * 2
    assert both(give) == ["", "GivenAlready"]
    assert Compensation.objects.count() == 1


def test_choice_sent_twice_is_one(agent, now):
    both_worth = Offer(kind="voucher", amount=Decimal(20), why="Sì", other="gift", other_amount=Decimal(15))
    given = propose_compensation(fail(ticket_of(1), agent, now).pk, both_worth, user=agent, now=now)
    Compensation.objects.update(chosen_by="", asked_at=now)
    token = issue("choice", {"compensation": given.pk}, until=now + timedelta(days=1))
    both(lambda kind=kind: answer_choice(token, answer=kind, now=now) for kind in ("voucher", "gift"))
    chosen = Compensation.objects.get()
    assert {(chosen.kind, chosen.amount), (chosen.other, chosen.other_amount)} == {
        ("voucher", 20),
        ("gift", 15),
    }
    assert Event.objects.filter(kind="compensation.chosen").count() == 1


def test_payment_pressed_twice_is_one(agent, now):
    given = propose_compensation(fail(ticket_of(1), agent, now).pk, offer("20"), user=agent, now=now)
    pay = [lambda proof=proof: pay_compensation(given.pk, proof=proof, user=agent, now=now) for proof in "AB"]
    assert both(pay) == ["", "WrongState"]
    assert Event.objects.filter(kind="compensation.sent").count() == 1


def test_same_line_in_two_recoveries_is_given_once_by_one_person(agent, now):
    first = ticket_of(1)
    arrive(2, sender="Ada <ada1@c.example>")
    second = Ticket.objects.exclude(pk=first.pk).get()
    line = order_of(first.customer)
    failure = Failure(what="Rotta", lines=[line.pk])
    own = [open_recovery(each.reference, failure, user=agent, now=now) for each in (first, second)]
    lines = [recovery.lines.get().pk for recovery in own]
    gifts = [
        lambda pk=recovery.pk, line=line: propose_compensation(pk, offer("9", line), user=agent, now=now)
        for recovery, line in zip(own, lines, strict=True)
    ]
    assert both(gifts) == ["", ""]
    assert sorted(Compensation.objects.values_list("state", flat=True)) == ["approved", "proposed"]


def test_two_gifts_together_do_not_pass_the_budget(agent, now):
    """The month has 1000; a lead may give 300 alone."""
    lead = _user("laura", "lead", default_desk(), now)
    own = [fail(ticket_of(number), agent, now) for number in range(4)]
    gifts = [
        lambda pk=recovery.pk: propose_compensation(pk, offer("300"), user=lead, now=now) for recovery in own
    ]
    assert both(gifts) == [""] * 4
    assert ledger(default_desk(), month=now).budget.spent == 900
    assert Compensation.objects.filter(state="proposed").count() == 1


def test_recovery_opened_twice_is_one(agent, now):
    ticket = ticket_of(1)
    assert both([lambda: fail(ticket, agent, now)] * 2) == ["", UnderWay.__name__]
    assert Recovery.objects.count() == 1
