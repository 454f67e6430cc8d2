"""Random lives that may end with dignity: whatever is done in whatever order, what a lead agreed to holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.propose_ending import propose_ending
from aiuto.flows.receive_message import receive_message
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.models import Attempt, Ending, Recovery, Step
from aiuto.recovery.queries.dignified import recourse
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Message, Ticket
from tests.examples import examples
from tests.flows.recovering import APOLOGY, fail, late
from tests.flows.recovering import say as reply
from tests.mails import mail

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REFUSED = (RecoveryError, ApprovalError, TicketError)
ALL_TRIED = ["attempt"] * 3


class Life:
    """The acts, each by its name, on the one recovery there is."""

    def __init__(self, agent: User, lead: User, recovery: Recovery) -> None:
        self.agent, self.lead, self.recovery = agent, lead, recovery

    def attempt(self, now):
        note_attempt(self.recovery.pk, offered="Una lampada", answer="No", at=now, user=self.agent, now=now)

    def end(self, now):
        words = {"done": "Le abbiamo offerto tre lampade nuove.", "remains": recourse("it"), "why": "Basta"}
        seen = Message.objects.latest("pk").pk
        propose_ending(self.recovery.pk, **words, seen=seen, cause=late(), user=self.agent, now=now)

    def approve(self, now):
        if asked := Approval.objects.filter(state="asked").order_by("pk").last():
            decide(asked.pk, approve=True, user=self.lead, now=now)

    def decline(self, now):
        if asked := Approval.objects.filter(state="asked").order_by("pk").last():
            decide(asked.pk, approve=False, said="No", user=self.lead, now=now)

    def say(self, now):
        reply(self.recovery.ticket, self.agent, now, text=APOLOGY)

    def undo(self, now):
        """The oldest answer that can still be taken back."""
        for message in Message.objects.filter(direction="out", withdrawn_at__isnull=True).order_by("pk"):
            undo_send(message.pk, user=self.agent, now=now)
            return

    def act(self, now):
        do_step(self.recovery.pk, "act", words="Fatto", proof="LX-1", user=self.agent, now=now)

    def nothing(self, now):
        do_step(self.recovery.pk, "compensate", words="Nessun danno", user=self.agent, now=now)

    def waive(self, now):
        ask_waiver(self.recovery.pk, "compensate", why="Non serve", user=self.agent, now=now)

    def unhappy(self, now):
        note_follow_up(self.recovery.pk, answer="not", user=self.agent, now=now)

    def content(self, now):
        note_follow_up(self.recovery.pk, answer="content", user=self.agent, now=now)

    def close(self, now):
        close_recovery(self.recovery.pk, cause=late(), user=self.agent, now=now)


ACTS = [name for name in vars(Life) if not name.startswith("_")]


@pytest.mark.both_databases
class TestDignified(TestCase):
    def setUp(self):
        desk = default_desk()
        Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
        self.people = [
            User.objects.create(email=f"{name}@lumiera.example", name=name, role=role, created_at=START)
            for name, role in (("Anna", Role.AGENT), ("Laura", Role.LEAD))
        ]
        Team.objects.get(desks=desk).members.add(*self.people)

    @settings(max_examples=examples(25))
    @example([*ALL_TRIED, "end", "undo", "approve", "undo", "close", "unhappy", "act"])
    @example(["attempt", "end", *ALL_TRIED, "end", "decline", "close", "end", "approve"])
    @example(["say", *ALL_TRIED, "end", "act", "waive", "approve", "approve", "undo", "say"])
    @example(["act", "unhappy", *ALL_TRIED, "end", "say", "approve", "undo", "undo", "end", "approve"])
    @given(st.lists(st.sampled_from([*ACTS, *["attempt", "end", "approve"] * 3]), max_size=14))
    def test_what_was_agreed_to_holds(self, acts):
        receipt = receive_message(mail(), via="pipe", desk=default_desk(), now=START)
        ticket = Ticket.objects.get(reference=receipt.ticket)
        life = Life(*self.people, fail(ticket, self.people[0], START))
        for number, act in enumerate(acts, start=1):
            before = self._everything()
            try:
                getattr(life, act)(START + number * MINUTE)
            except REFUSED:
                assert self._everything() == before, act
            self._check(Recovery.objects.get())

    def _everything(self):
        rows = (list(model.objects.order_by("pk").values()) for model in (Recovery, Step, Approval, Ending))
        return (Event.objects.count(), Message.objects.count(), *rows)

    def _check(self, recovery):
        """The last message is sent and stands, what it ended stays ended, and nothing of it is owed."""
        for ending in Ending.objects.select_related("approval", "message"):
            agreed = ending.approval.state == "approved"
            assert (ending.agreed_at is not None) == (ending.message is not None) == agreed
            assert not agreed or recovery.state == "closed"
            assert not agreed or ending.message.withdrawn_at is None
            assert not agreed or recovery.attempts.count() >= 3
        due = Step.objects.filter(recovery=recovery, round=recovery.round, state="due")
        if recovery.state == "closed":
            assert not due.exists() and Ticket.objects.get().cause_id
            kinds = ("apology", "action", "follow_up")
            assert not Promise.objects.filter(kind__in=kinds, closed_at__isnull=True).exists()
        assert Attempt.objects.count() == Event.objects.filter(kind="recovery.attempted").count()
