"""Random lives of a ticket: whatever happens in whatever order, what must hold holds."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.flows.hold import hold
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.flows.undo_send import undo_send
from aiuto.flows.wait import wait
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Direction, Message, Ticket
from tests.examples import examples
from tests.mails import mail

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEPS = ["customer", "reply", "undo", "solve", "wait", "hold", "reopen", "spam", "not_spam"]


@pytest.mark.both_databases
class TestLife(TestCase):
    def setUp(self):
        self.desk = default_desk()
        Mailbox.objects.create(desk=self.desk, address="assistenza@lumiera.example")
        self.agent = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=START)
        Team.objects.get(desks=self.desk).members.add(self.agent)

    @settings(max_examples=examples(40))
    @given(st.lists(st.sampled_from(STEPS), max_size=12))
    def test_ticket_stays_whole(self, steps):
        receipt = receive_message(mail(), via="pipe", desk=self.desk, now=START)
        for number, step in enumerate(steps, start=1):
            self._do(step, receipt.ticket, number)
            self._check(Ticket.objects.get(reference=receipt.ticket))

    def _do(self, step, reference, number):
        now = START + timedelta(minutes=number)
        by = {"user": self.agent, "now": now}
        acts = {
            "reply": lambda: reply(reference, text="Eccoci", **by),
            "undo": lambda: undo_send(Message.objects.order_by("-id").first().pk, **by),
            "solve": lambda: solve(reference, **by),
            "wait": lambda: wait(reference, **by),
            "hold": lambda: hold(reference, until=now + timedelta(days=1), **by),
            "reopen": lambda: reopen(reference, **by),
            "spam": lambda: mark_spam(reference, **by),
            "not_spam": lambda: mark_spam(reference, spam=False, **by),
            "customer": lambda: self._write(number, now),
        }
        # What cannot be done says so and changes nothing; whatever it is, the checks below hold.
        with suppress(TicketError):
            acts[step]()

    def _check_promises(self, ticket):
        """Never silence where somebody waits for us, and the list knows what is due first."""
        owed = Promise.objects.filter(ticket=ticket, closed_at__isnull=True)
        if ticket.state in ("new", "open") and not ticket.spam:
            assert owed.filter(state="open").exists()
        if ticket.spam:
            assert not owed.exists()
        assert ticket.next_due_at == min((promise.due_at for promise in owed), default=None)
        assert {promise.wakes_at is None for promise in owed.filter(state="open")} <= {False}

    def _write(self, number, now):
        raw = mail(message_id=f"<{number}@customer.example>", references="<one@customer.example>")
        assert receive_message(raw, via="pipe", desk=self.desk, now=now).outcome == "stored"

    def _check(self, ticket):
        assert (ticket.turn_at is None) == (ticket.waiting_since is None and ticket.next_due_at is None)
        self._check_promises(ticket)
        if ticket.state in ("waiting", "solved"):
            assert ticket.waiting_since is None
        assert (ticket.solved_at is not None) == (ticket.state == "solved")
        assert (ticket.hold_until is not None) == (ticket.state == "hold")
        said = Message.objects.filter(ticket=ticket, direction=Direction.OUT)
        for message in said:
            states = set(Delivery.objects.filter(message=message.pk).values_list("state", flat=True))
            assert states == ({"undone"} if message.withdrawn_at else {"queued"})
        sent = Event.objects.filter(ticket=ticket.pk, kind="message.sent").count()
        assert sent == said.count()
