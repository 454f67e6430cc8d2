"""A customer's message joins a ticket: what it says of our silence."""

from datetime import timedelta

import pytest

from aiuto.flows.reply import reply
from aiuto.journal.models import Event
from aiuto.tickets.models import Direction, Message
from tests.flows.conftest import message_of

HOUR = timedelta(hours=1)
AGAIN = {"message_id": "<two@customer.example>", "references": "<one@customer.example>"}


def test_message_while_they_wait_asks_again(ticket, arrive, now):
    assert message_of(arrive(**AGAIN, at=now + HOUR)).again
    assert not Message.objects.order_by("id")[0].again
    assert Event.objects.get(kind="message.received").data["again"] is True


def test_message_after_our_answer_does_not(ticket, agent, arrive, now):
    reply(ticket.reference, user=agent, text="Buongiorno, la spediamo oggi.", now=now)
    assert not message_of(arrive(**AGAIN, at=now + HOUR)).again


@pytest.mark.parametrize("header", [("Auto-Submitted", "auto-replied"), ("Precedence", "bulk")])
def test_machine_does_not_ask(ticket, arrive, now, header):
    arrive(**AGAIN, at=now + HOUR, headers=(header,))
    assert not Message.objects.filter(direction=Direction.IN, again=True).exists()
