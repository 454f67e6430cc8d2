"""Two choices are fair: neither below what is usual for the price without a reason, nor beyond what wins back."""

from decimal import Decimal

import pytest

from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from tests.flows.recovering import give, with_line
from tests.flows.test_recovery import order_of


def test_beyond_one_and_a_half_times_the_price_nothing_is_given(ticket, agent, admin, now):
    recovery = with_line(ticket, agent, now, order_of(ticket.customer))
    line = recovery.lines.get().pk
    assert give(recovery, admin, now, "134.25", line=line).state == "approved"
    Compensation.objects.all().delete()
    with pytest.raises(errors.TooMuch):
        give(recovery, admin, now, "134.26", line=line)


@pytest.mark.parametrize(
    ("goods", "amounts", "least"),
    [
        ("kept", ("20", "4.47"), "4.48"),
        ("rejected", ("100", "53.69"), "53.70"),
        ("kept", ("4.47", "4.48"), "4.48"),
    ],
)
def test_choice_below_what_is_fair_wants_a_reason(ticket, agent, admin, now, goods, amounts, least):
    failure = Failure(what="Rotta", lines=[order_of(ticket.customer).pk], goods=goods)
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)
    offered = {"other_amount": Decimal(amounts[1]), "line": recovery.lines.get().pk}
    with pytest.raises(errors.NotFair) as refused:
        give(recovery, admin, now, amounts[0], **offered)
    assert refused.value.amount == Decimal(least)
    given = give(recovery, admin, now, amounts[0], **offered, fair_why=" Hanno chiesto  solo questo ")
    assert given.fair_why == "Hanno chiesto solo questo"


def test_choice_that_is_none_beside_the_other_wants_a_reason(recovery, agent, now):
    """No price says what is fair: half of the dearer one, then."""
    with pytest.raises(errors.NotFair):
        give(recovery, agent, now, "20", other_amount=Decimal("9.99"))
    assert give(recovery, agent, now, "20", other_amount=Decimal(10)).state == "approved"


def test_second_choice_without_a_worth_is_worth_the_same(recovery, agent, now):
    assert give(recovery, agent, now, "20").other_amount == 20
