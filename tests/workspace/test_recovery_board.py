"""The board of recoveries: by the step that comes next, with what is at stake, at one price."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aiuto.customers.models import Order
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.recovery.models import Compensation
from tests.flows.recovering import fail
from tests.flows.test_recovery import order_of
from tests.workspace.alike import alike
from tests.workspace.conftest import signed_in

BOARD_QUERIES = 9


@pytest.mark.parametrize("number", [1, 3, 100])
def test_board_shows_each_by_its_next_step_at_one_price(
    browser, make, agent, now, number, django_assert_num_queries
):
    first = fail(make(), agent, now, what="Guasto")
    steps = list(first.steps.all())
    for recovery in alike(first, number - 1, ticket_id=lambda _n: make().pk):
        for step in steps:
            alike(step, 1, recovery_id=lambda _n, own=recovery: own.pk)
    with django_assert_num_queries(BOARD_QUERIES):
        shown = browser.get("/recoveries/").text
    assert shown.count("board-card") == number
    assert shown.count("board-late") == shown.partition("<main")[2].count("late by") == number
    assert "Apologise" in shown


def test_board_says_what_is_at_stake_of_each_and_of_a_step(browser, make, agent):
    """Articles, what is owed and what is offered stand apart, and what has arrived is at stake no more."""
    now = timezone.now()
    for at, amounts in ((now - timedelta(days=9), ["12", "5"]), (now, ["7.50"])):
        Order.objects.update(number="A99")
        ticket = make()
        failure = Failure(what="Guasto", lost=["money", "occasion"], lines=[order_of(ticket.customer).pk])
        recovery = open_recovery(ticket.reference, failure, user=agent, now=at)
        for amount in amounts:
            offer = Offer(kind="voucher", amount=Decimal(amount), other="gift", why="Ritardo")
            given = propose_compensation(recovery.pk, offer, user=agent, now=now)
            Compensation.objects.filter(pk=given.pk).update(
                state="confirmed" if amount == "12" else "approved"
            )
    Compensation.objects.filter(amount=5).update(owed=True)
    shown = browser.get("/recoveries/").text
    column, *cards = (
        " ".join(re.sub("<[^>]+>", " ", one).split()) for one in shown.split('<li class="board-card')
    )
    assert column.endswith("1 past its time Articles 179.00 EUR Owed by law 5.00 EUR Offered 7.50 EUR")
    assert "It cost them money, an occasion Articles 89.50 EUR Owed by law 5.00 EUR" in cards[0]
    assert "Articles 89.50 EUR Offered 7.50 EUR" in cards[1] and "Owed" not in cards[1]


def test_board_of_another_desk_is_empty(make, agent, outsider, now):
    fail(make(), agent, now, what="La lampada è arrivata rotta")
    assert "La lampada è arrivata rotta" not in signed_in(outsider).get("/recoveries/").text
