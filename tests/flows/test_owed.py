"""What the law owes: never a gift, never beyond the price, outside the budget, apart from what is given beside it."""

from decimal import Decimal

import pytest

from aiuto.flows.decide import decide
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from aiuto.recovery.queries.ledger import ledger
from tests.flows.conftest import ticket_of
from tests.flows.recovering import DAY, OWED, give, step_of, with_line
from tests.flows.test_recovery import order_of


def test_what_the_law_owes_is_outside_the_budget_and_needs_no_choice(ticket, desk, agent, now):
    recovery = with_line(ticket, agent, now, order_of(ticket.customer))
    given = give(recovery, agent, now, "30", **OWED)
    assert given.state == "approved"
    found = ledger(desk, month=now)
    assert found.budget.spent == 0
    assert [(total.owed, total.amount) for total in found.totals] == [(True, Decimal(30))]


def test_what_the_law_owes_above_ones_authority_needs_a_second_person(recovery, agent, now):
    given = give(recovery, agent, now, "500", **OWED)
    assert (given.state, given.approval.needs) == ("proposed", "admin")


@pytest.mark.parametrize("kind", ["gift", "gesture", "voucher", "credit", "shipping"])
def test_gift_is_never_owed(recovery, agent, now, kind):
    for more in ({"kind": kind}, {"other": kind}):
        with pytest.raises(errors.NotOwed):
            give(recovery, agent, now, **OWED | more)


def test_what_goes_beyond_the_price_is_not_owed_and_given_beside_it(ticket, desk, agent, lead, now):
    """The lamp cost 89.50. What comes beside it is a gift for the same article, which a second person decides."""
    recovery = with_line(ticket, agent, now, order_of(ticket.customer))
    with pytest.raises(errors.MoreThanOwed) as refused:
        give(recovery, lead, now, "89.51", **OWED)
    assert (refused.value.amount, refused.value.currency) == (Decimal("89.50"), "EUR")
    assert not Compensation.objects.exists()
    owed = give(recovery, lead, now, "89.50", **OWED)
    beside = give(recovery, agent, now, "10")
    assert (owed.state, beside.state) == ("approved", "proposed")
    decide(beside.approval_id, approve=True, user=lead, now=now)
    assert ledger(desk, month=now).budget.spent == 10
    with pytest.raises(errors.GivenAlready):
        give(recovery, agent, now, "10")


def test_step_is_done_once_all_is_sent_off(ticket, agent, lead, now):
    recovery = with_line(ticket, agent, now, order_of(ticket.customer))
    owed, beside = give(recovery, lead, now, "89.50", **OWED), give(recovery, agent, now, "10")
    decide(beside.approval_id, approve=True, user=lead, now=now)
    pay_compensation(owed.pk, proof="Bonifico 1", user=agent, now=now)
    assert step_of(recovery, "compensate").state == "due"
    pay_compensation(beside.pk, proof="LUM-10", user=agent, now=now)
    assert step_of(recovery, "compensate").state == "done"


def test_what_nothing_shows_to_be_owed_needs_a_second_person(recovery, ticket, agent, arrive, now):
    """Without an article nothing counts it, and the days of this one are over."""
    assert give(recovery, agent, now, "20", **OWED).state == "proposed"
    line = order_of(ticket.customer)
    line.order.delivered_on = (now - 800 * DAY).date()
    line.order.save()
    late = with_line(ticket_of(arrive(message_id="<other@customer.example>")), agent, now, line)
    assert give(late, agent, now, "20", **OWED).state == "proposed"


def test_small_gift_beside_what_the_law_owes_is_fair(ticket, agent, lead, now):
    failure = Failure(what="Rotta", lines=[order_of(ticket.customer).pk], goods="rejected")
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)
    give(recovery, lead, now, "89.50", **OWED)
    assert give(recovery, agent, now, "10").state == "proposed"
