"""Making it good: who may give what alone, never twice for a line, a month's budget, paid out once with proof."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.customers.models import OrderLine
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.decide import decide
from aiuto.flows.keep_limits import keep_limits
from aiuto.flows.lapse_approvals import lapse_approvals
from aiuto.flows.merge import merge
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.split import split
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.errors import NotAllowed
from aiuto.people.queries import default_desk
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from aiuto.recovery.queries import standing
from aiuto.recovery.queries.ledger import ledger, limits_of
from tests.flows.conftest import ticket_of
from tests.flows.recovering import DAY, OWED, fail, give, step_of, with_line
from tests.flows.test_recovery import order_of


def test_what_an_agent_may_give_is_agreed_to_at_once_and_done_when_it_is_sent(recovery, agent, now):
    given = give(recovery, agent, now)
    assert (given.state, given.alone, given.currency) == ("approved", True, "EUR")
    assert step_of(recovery, "compensate").state == "due"
    pay_compensation(given.pk, proof="Buono LUM-20", user=agent, now=now)
    step = step_of(recovery, "compensate")
    assert (step.state, step.proof) == ("done", "Buono LUM-20")
    confirm_compensation(given.pk, arrived=True, user=agent, now=now + DAY)
    assert Compensation.objects.get().state == "confirmed"


def test_payment_needs_a_proof_and_happens_once(recovery, agent, now):
    given = give(recovery, agent, now)
    with pytest.raises(errors.NoProof):
        pay_compensation(given.pk, proof=" ", user=agent, now=now)
    pay_compensation(given.pk, proof="Buono LUM-20", user=agent, now=now)
    with pytest.raises(errors.WrongState):
        pay_compensation(given.pk, proof="Buono LUM-21", user=agent, now=now)
    assert Compensation.objects.get().proof == "Buono LUM-20"
    assert Event.objects.filter(kind="compensation.sent").count() == 1


def test_what_did_not_arrive_is_due_again(recovery, agent, now):
    given = give(recovery, agent, now)
    pay_compensation(given.pk, proof="Buono LUM-20", user=agent, now=now)
    confirm_compensation(given.pk, arrived=False, user=agent, now=now + DAY)
    assert step_of(recovery, "compensate").state == "due"
    pay_compensation(given.pk, proof="Buono LUM-21", user=agent, now=now + DAY)
    assert step_of(recovery, "compensate").state == "done"


@pytest.mark.parametrize(
    ("amount", "needs"), [("30.00", None), ("30.01", "lead"), ("300.00", "lead"), ("300.01", "admin")]
)
def test_authority_ends_at_the_cent(recovery, agent, now, amount, needs):
    given = give(recovery, agent, now, amount)
    assert (given.approval.needs if given.approval else None) == needs


def test_lead_agrees_to_what_is_above_an_agents_authority(recovery, agent, lead, now):
    given = give(recovery, agent, now, "80")
    assert Notice.objects.get(kind="approval_asked").user == lead
    with pytest.raises(errors.WrongState):
        pay_compensation(given.pk, proof="Bonifico 1", user=agent, now=now)
    decide(Approval.objects.get().pk, approve=True, user=lead, now=now)
    pay_compensation(given.pk, proof="Bonifico 1", user=agent, now=now)
    assert Compensation.objects.get().state == "sent"


def test_what_is_declined_is_not_given_and_another_can_be_proposed(recovery, agent, lead, now):
    given = give(recovery, agent, now, "80")
    decide(Approval.objects.get().pk, approve=False, said="Bastano 30", user=lead, now=now)
    given.refresh_from_db()
    assert given.state == "declined"
    assert give(recovery, agent, now, "30").state == "approved"


def test_what_nobody_decides_is_not_given(recovery, agent, lead, now):
    given = give(recovery, agent, now, "80")
    lapse_approvals(now=now + 7 * DAY)
    given.refresh_from_db()
    assert given.state == "declined"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"other": ""}, errors.NoChoice),
        ({"other": "voucher"}, errors.NoChoice),
        ({"why": " "}, errors.NothingSaid),
        ({"amount": "0"}, errors.BadAmount),
        ({"amount": "-5"}, errors.BadAmount),
        ({"amount": "5.001"}, errors.BadAmount),
        ({"other_amount": Decimal(-1)}, errors.BadAmount),
        ({"line": 0}, errors.NoSuchLine),
    ],
)
def test_offer_without_sense_is_refused(recovery, agent, now, more, error):
    with pytest.raises(error):
        give(recovery, agent, now, **more)
    assert not Compensation.objects.exists()


def test_second_proposal_waits_for_the_first(recovery, agent, now):
    give(recovery, agent, now)
    with pytest.raises(errors.GivenAlready):
        give(recovery, agent, now)


def test_other_currency_is_given_in_that_one_by_a_second_person(ticket, desk, agent, lead, now):
    line = order_of(ticket.customer)
    line.currency = "CHF"
    line.save()
    recovery = with_line(ticket, agent, now, line)
    given = give(recovery, agent, now, "10", line=recovery.lines.get().pk)
    assert (given.state, given.currency) == ("proposed", "CHF")
    decide(given.approval_id, approve=True, user=lead, now=now)
    assert ledger(desk, month=now).budget.spent == 0


def test_month_over_its_budget_needs_a_second_person(recovery, desk, agent, admin, arrive, now):
    keep_limits(
        desk, agent=Decimal(30), lead=Decimal(300), budget=Decimal(45), currency="EUR", user=admin, now=now
    )
    assert give(recovery, agent, now, "25").state == "approved"
    other = fail(ticket_of(arrive(message_id="<other@customer.example>")), agent, now)
    assert give(other, agent, now, "20.01").state == "proposed"
    Compensation.objects.filter(state="proposed").delete()
    assert give(other, agent, now, "20").state == "approved"


def test_budget_begins_anew_with_the_month_of_the_desk(recovery, desk, agent, now):
    """The first of April in Rome begins two hours before midnight in UTC."""
    give(recovery, agent, datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    assert ledger(desk, month=now).budget.spent == Decimal(20)
    assert ledger(desk, month=now + 30 * DAY).budget.spent == 0
    Compensation.objects.update(approved_at=datetime(2026, 3, 31, 22, 0, tzinfo=UTC))
    assert ledger(desk, month=now).budget.spent == 0


def test_totals_are_those_of_the_rows(desk, agent, arrive, now):
    for number, amount in enumerate(("10", "12.34", "20")):
        own = fail(ticket_of(arrive(message_id=f"<{number}@customer.example>")), agent, now)
        give(own, agent, now, amount, kind="voucher" if number else "gift")
    found = ledger(desk, month=now)
    assert (
        sum(total.amount for total in found.totals)
        == sum(row.amount for row in found.rows)
        == Decimal("42.34")
    )
    assert found.budget.spent == Decimal("42.34")


@pytest.mark.parametrize(
    ("spent", "warns", "over"), [("79.99", False, False), ("80", True, False), ("100.01", True, True)]
)
def test_budget_warns_at_four_fifths(recovery, desk, agent, admin, now, spent, warns, over):
    given = give(recovery, agent, now)
    keep_limits(
        desk, agent=Decimal(30), lead=Decimal(300), budget=Decimal(100), currency="EUR", user=admin, now=now
    )
    Compensation.objects.filter(pk=given.pk).update(amount=Decimal(spent))
    budget = ledger(desk, month=now).budget
    assert (budget.warns, budget.over) == (warns, over)


def test_limits_are_an_administrators_to_set(desk, agent, lead, admin, now):
    for user in (agent, lead):
        with pytest.raises(NotAllowed):
            keep_limits(
                desk, agent=Decimal(1), lead=Decimal(2), budget=Decimal(3), currency="EUR", user=user, now=now
            )
    with pytest.raises(errors.BadAmount):
        keep_limits(
            desk, agent=Decimal(3), lead=Decimal(2), budget=Decimal(3), currency="EUR", user=admin, now=now
        )
    keep_limits(
        desk, agent=Decimal(1), lead=Decimal(2), budget=Decimal(3), currency="EUR", user=admin, now=now
    )
    assert limits_of(desk).lead == 2
    assert Event.objects.filter(kind="desk.limits_changed").count() == 1


def test_desk_of_another_currency_gives_in_its_own(recovery, desk, agent, admin, now):
    amounts = {"agent": Decimal(30), "lead": Decimal(300), "budget": Decimal(100)}
    with pytest.raises(errors.BadCurrency):
        keep_limits(desk, **amounts, currency="Fr.", user=admin, now=now)
    keep_limits(desk, **amounts, currency="CHF", user=admin, now=now)
    given = give(recovery, agent, now, "25")
    assert (given.state, given.currency, ledger(desk, month=now).budget.spent) == ("approved", "CHF", 25)


def test_outsider_pays_nothing_out(recovery, agent, outsider, now):
    given = give(recovery, agent, now)
    with pytest.raises(errors.NotFound):
        pay_compensation(given.pk, proof="x", user=outsider, now=now + timedelta(hours=1))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e12", "-0", "0.001"])
def test_amount_that_is_none_or_huge_is_refused(recovery, admin, now, amount):
    with pytest.raises(errors.BadAmount):
        give(recovery, admin, now, amount)
    assert not Compensation.objects.exists()


def test_what_was_agreed_to_outlives_the_order(ticket, agent, now):
    line = order_of(ticket.customer)
    recovery = with_line(ticket, agent, now, line)
    given = give(recovery, agent, now, "10", line=recovery.lines.get().pk)
    line.order.delete()
    pay_compensation(given.pk, proof="LUM-10", user=agent, now=now)
    [row] = ledger(default_desk(), month=now).rows
    assert (str(row.line), row.amount, row.state) == ("A100 · Nuvola", Decimal(10), "sent")


def test_price_that_changes_later_changes_nothing_of_what_is_fair(ticket, agent, admin, now):
    line = order_of(ticket.customer)
    recovery = with_line(ticket, agent, now, line)
    OrderLine.objects.update(unit_price=Decimal(1))
    assert give(recovery, admin, now, "134.25", line=recovery.lines.get().pk).state == "approved"


def test_what_is_agreed_to_goes_along_when_requests_are_merged(recovery, ticket, agent, arrive, now):
    given = give(recovery, agent, now)
    other = ticket_of(arrive(message_id="<other@customer.example>"))
    merge(ticket.reference, into=other.reference, user=agent, now=now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    assert (Compensation.objects.get().state, step_of(recovery, "compensate").state) == ("sent", "done")


def test_second_person_decides_after_the_merge(recovery, ticket, agent, lead, arrive, now):
    given = give(recovery, agent, now, "80")
    other = ticket_of(arrive(message_id="<other@customer.example>"))
    merge(ticket.reference, into=other.reference, user=agent, now=now)
    decide(given.approval_id, approve=True, user=lead, now=now)
    assert Compensation.objects.get().state == "approved"


def test_recovery_stays_where_it_is_when_a_message_is_split_off(recovery, ticket, agent, arrive, now):
    give(recovery, agent, now)
    message = arrive(message_id="<more@customer.example>", references="<one@customer.example>")
    assert message.ticket == ticket.reference
    own = split(ticket.reference, message_id=message.message, user=agent, now=now)
    assert standing(own.pk) is None
    assert [given.state for given in standing(ticket.pk).given] == ["approved"]


def test_who_leaves_decides_nothing_and_another_does(recovery, agent, lead, admin, now):
    given = give(recovery, agent, now, "80")
    deactivate_user(lead, now=now)
    lead.refresh_from_db()
    with pytest.raises(ApprovalError):
        decide(given.approval_id, approve=True, user=lead, now=now)
    assert Compensation.objects.get().state == "proposed"
    decide(given.approval_id, approve=True, user=admin, now=now)
    assert Compensation.objects.get().state == "approved"


def test_ledger_adds_up_three_times_to_the_same(desk, agent, admin, arrive, now):
    for number, (amount, more) in enumerate([("25", OWED), ("12.35", {"kind": "gift"}), ("10", {})]):
        ticket = ticket_of(arrive(message_id=f"<{number}@customer.example>"))
        own = fail(ticket, agent, now) if number else with_line(ticket, agent, now, order_of(ticket.customer))
        own.customer.orders.all().delete()
        given = give(own, agent, now, amount, **more)
        if number < 2:
            pay_compensation(given.pk, proof="LUM", user=agent, now=now)
    found = ledger(desk, month=now)
    for totals in (found.totals, found.by_state, found.sums):
        assert sum(total.amount for total in totals if not total.owed) == Decimal("22.35")
        assert sum(total.amount for total in totals if total.owed) == Decimal(25)
        assert sum(total.number for total in totals) == len(found.rows) == 3
