"""What is known of a recovery, changed from the request: the form holds what is so, and keeps what is sent."""

import pytest
from django.utils import timezone

from aiuto.customers.models import OrderLine
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.recovery.models import Recovery
from tests.flows.test_recovery import order_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(make):
    return make()


@pytest.fixture
def recovery(ticket, agent):
    line = order_of(ticket.customer)
    OrderLine.objects.create(
        order=line.order, position=2, sku="P", name="Paralume", quantity=1, unit_price=9, currency="EUR"
    )
    failure = Failure(what="La lampada è rotta", lines=[line.pk], lost=["time"], goods="kept")
    return open_recovery(ticket.reference, failure, user=agent, now=timezone.now())


def test_form_holds_what_is_known_and_offers_what_is_not(browser, ticket, recovery):
    assert "/ask/edit-recovery/" in browser.get(f"/tickets/{ticket.reference}/").text
    form = browser.get(f"/tickets/{ticket.reference}/ask/edit-recovery/", headers=HTMX).text
    assert "La lampada è rotta" in form
    assert form.count("A100 · Nuvola") == 1 and form.count("A100 · Paralume") == 1


def test_what_is_sent_is_kept(browser, ticket, recovery, agent):
    new = OrderLine.objects.get(name="Paralume").pk
    sent = {"what": "Rotta due volte", "severity": "grave", "lost": ["money"], "goods": "rejected"}
    address = f"/tickets/{ticket.reference}/ask/edit-recovery/"
    browser.post(address, sent | {"owner": agent.pk, "lines": [new], "kept": [recovery.lines.get().pk]})
    known = Recovery.objects.get()
    assert (known.what, known.severity, known.lost, known.goods) == (
        "Rotta due volte",
        "grave",
        ["money"],
        "rejected",
    )
    assert sorted(known.lines.values_list("name", flat=True)) == ["Nuvola", "Paralume"]
