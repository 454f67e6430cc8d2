"""The same article is made good once by one person, whether it is named, moved in its order, or meant by none."""

import pytest

from aiuto.customers.models import OrderLine
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.decide import decide
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from tests.flows.conftest import ticket_of
from tests.flows.recovering import give, with_line
from tests.flows.test_recovery import order_of


def test_line_is_made_good_twice_only_by_a_second_person(ticket, agent, arrive, now):
    line = order_of(ticket.customer)
    first = with_line(ticket, agent, now, line)
    assert give(first, agent, now, "10", line=first.lines.get().pk).state == "approved"
    other = ticket_of(arrive(message_id="<other@customer.example>"))
    second = with_line(other, agent, now, line)
    again = give(second, agent, now, "10", line=second.lines.get().pk)
    assert (again.state, again.approval.needs) == ("proposed", "lead")


def test_line_that_stands_elsewhere_in_its_order_now_is_the_same(ticket, agent, arrive, now):
    line = order_of(ticket.customer)
    first = with_line(ticket, agent, now, line)
    give(first, agent, now, "10", line=first.lines.get().pk)
    OrderLine.objects.filter(pk=line.pk).update(position=2)
    second = with_line(ticket_of(arrive(message_id="<other@customer.example>")), agent, now, line)
    assert give(second, agent, now, "12", line=second.lines.get().pk).state == "proposed"


def test_failure_without_an_article_is_made_good_once_by_one_person(recovery, agent, lead, now):
    for amount in ("20", "19"):
        given = give(recovery, agent, now, amount)
        if given.state == "proposed":
            break
        pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
        confirm_compensation(given.pk, arrived=True, user=agent, now=now)
    assert (given.state, given.approval.needs, given.amount) == ("proposed", "lead", 19)
    decide(given.approval_id, approve=True, user=lead, now=now)
    assert sorted(Compensation.objects.values_list("alone", flat=True)) == [False, True]


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (False, False)])
def test_what_names_no_article_counts_against_all_of_them(ticket, agent, arrive, now, first, second):
    """In another recovery about the same lamp, whichever of the two names it."""
    line = order_of(ticket.customer)
    own = with_line(ticket, agent, now, line)
    other = with_line(ticket_of(arrive(message_id="<other@customer.example>")), agent, now, line)
    given = [
        give(each, agent, now, "10", line=each.lines.get().pk if named else None)
        for each, named in ((own, first), (other, second))
    ]
    assert [one.state for one in given] == ["approved", "proposed"]


def test_what_names_no_article_ends_at_one_and_a_half_times_all_of_them(ticket, agent, admin, now):
    recovery = with_line(ticket, agent, now, order_of(ticket.customer))
    with pytest.raises(errors.TooMuch):
        give(recovery, admin, now, "134.26")
    assert give(recovery, admin, now, "134.25").currency == "EUR"


def test_only_order_is_what_it_counts_against(recovery, ticket, agent, arrive, now):
    """The recovery names no article, and the customer has bought one lamp alone."""
    line = order_of(ticket.customer)
    with pytest.raises(errors.TooMuch):
        give(recovery, agent, now, "134.26")
    assert give(recovery, agent, now).state == "approved"
    other = with_line(ticket_of(arrive(message_id="<other@customer.example>")), agent, now, line)
    assert give(other, agent, now, "10", line=other.lines.get().pk).state == "proposed"


def test_articles_of_one_recovery_are_made_good_one_by_one(ticket, agent, now):
    line = order_of(ticket.customer)
    vase = OrderLine.objects.create(
        order=line.order, position=2, sku="VASO", name="Vaso", quantity=1, unit_price=40, currency="EUR"
    )
    failure = Failure(what="Rotti", lines=[line.pk, vase.pk], goods="kept")
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)
    for name in ("Nuvola", "Vaso"):
        given = give(recovery, agent, now, "10", line=recovery.lines.get(name=name).pk)
        assert given.state == "approved"
        pay_compensation(given.pk, proof="LUM-10", user=agent, now=now)
        confirm_compensation(given.pk, arrived=True, user=agent, now=now)
    assert give(recovery, agent, now, "10").state == "proposed"


def test_articles_of_two_currencies_together_have_no_price_and_want_a_second_person(ticket, agent, now):
    line = order_of(ticket.customer)
    vase = OrderLine.objects.create(
        order=line.order, position=2, sku="VASO", name="Vaso", quantity=1, unit_price=40, currency="CHF"
    )
    failure = Failure(what="Rotti", lines=[line.pk, vase.pk], goods="kept")
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)
    assert give(recovery, agent, now, "10").state == "proposed"
