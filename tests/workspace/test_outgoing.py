"""What the demo would have sent; nothing of it exists outside of the demo."""

import pytest
from django.utils import timezone

from aiuto.flows.reply import reply
from aiuto.outbox.models import Delivery
from aiuto.tickets.models import Ticket


@pytest.fixture
def delivery(arrive, agent) -> Delivery:
    ticket = Ticket.objects.get(reference=arrive().ticket)
    reply(ticket.reference, user=agent, text="Eccoci <b>qui</b>", now=timezone.now())
    return Delivery.objects.get()


def test_demo_shows_each_mail(browser, delivery, settings):
    settings.DEMO = True
    assert f"/demo/outgoing/{delivery.pk}/" in browser.get("/demo/outgoing/").text
    page = browser.get(f"/demo/outgoing/{delivery.pk}/").text
    assert "Eccoci &lt;b&gt;qui&lt;/b&gt;" in page
    assert delivery.rfc_id in page


def test_elsewhere_there_is_no_such_page(browser, delivery, settings):
    settings.DEMO = False
    assert browser.get("/demo/outgoing/").status_code == 404
    assert browser.get(f"/demo/outgoing/{delivery.pk}/").status_code == 404
    assert "/demo/outgoing/" not in browser.get("/").text


def test_missing_mail_is_not_found(browser, settings):
    settings.DEMO = True
    assert browser.get("/demo/outgoing/999/").status_code == 404
