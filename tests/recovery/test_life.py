"""Random lives of a recovery: whatever people do in whatever order, what must hold holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.receive_message import receive_message
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.models import Recovery, Step
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Message, Ticket
from tests.flows.recovering import APOLOGY, IN_NEW_WORDS, THIN, fail, late, say
from tests.mails import mail

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KINDS = ("apologise", "act", "compassion", "compensate", "follow_up")
ACTS = [
    *(("say", text) for text in (APOLOGY, IN_NEW_WORDS, THIN)),
    *(("do", kind) for kind in KINDS),
    *(("waive", kind) for kind in KINDS),
    *(("hear", answer) for answer in ("content", "partly", "not", "none")),
    ("approve", ""),
    ("decline", ""),
    ("undo", ""),
    ("close", ""),
]
REFUSED = (RecoveryError, ApprovalError, TicketError)


@pytest.mark.both_databases
class TestLife(TestCase):
    def setUp(self):
        desk = default_desk()
        Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
        self.agent, self.lead = (
            User.objects.create(email=f"{name}@lumiera.example", name=name, role=role, created_at=START)
            for name, role in (("Anna", Role.AGENT), ("Laura", Role.LEAD))
        )
        Team.objects.get(desks=desk).members.add(self.agent, self.lead)

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(ACTS), max_size=18))
    def test_recovery_stays_whole(self, acts):
        receipt = receive_message(mail(), via="pipe", desk=default_desk(), now=START)
        self.recovery = fail(Ticket.objects.get(reference=receipt.ticket), self.agent, START)
        for number, (act, what) in enumerate(acts, start=1):
            before = Event.objects.count(), list(Step.objects.order_by("id").values_list("state", flat=True))
            try:
                getattr(self, f"_{act}")(what, START + timedelta(hours=number))
            except REFUSED:
                after = (
                    Event.objects.count(),
                    list(Step.objects.order_by("id").values_list("state", flat=True)),
                )
                assert after == before
            self._check(Recovery.objects.get())

    def _say(self, text, now):
        say(self.recovery.ticket, self.agent, now, text=text)

    def _do(self, kind, now):
        do_step(self.recovery.pk, kind, words="Fatto", proof="LX-1", user=self.agent, now=now)

    def _waive(self, kind, now):
        ask_waiver(self.recovery.pk, kind, why="Non serve", user=self.agent, now=now)

    def _hear(self, answer, now):
        note_follow_up(self.recovery.pk, answer=answer, user=self.agent, now=now)

    def _approve(self, _given, now):
        if asked := Approval.objects.filter(state="asked").first():
            decide(asked.pk, approve=True, user=self.lead, now=now)

    def _decline(self, _given, now):
        if asked := Approval.objects.filter(state="asked").first():
            decide(asked.pk, approve=False, said="No", user=self.lead, now=now)

    def _undo(self, _given, now):
        sent = Message.objects.filter(direction="out", withdrawn_at__isnull=True).last()
        if sent:
            undo_send(sent.pk, user=self.agent, now=now)

    def _close(self, _given, now):
        close_recovery(self.recovery.pk, cause=late(), user=self.agent, now=now)

    def _check(self, recovery):
        steps = list(Step.objects.select_related("promise").filter(recovery=recovery, round=recovery.round))
        assert sorted(step.kind for step in steps) == sorted(KINDS)
        states = {step.kind: step.state for step in steps}
        due = {kind for kind, state in states.items() if state == "due"}
        if recovery.state == "closed":
            assert not due and Ticket.objects.get().cause_id
        else:
            assert (recovery.state == "awaiting") == (not due - {"follow_up"})
        for step in steps:
            assert step.state != "waived" or step.waiver.state == "approved"
            owed = step.promise is not None and step.promise.closed_at is None
            assert owed == (step.state == "due" and step.due_at is not None and step.promise is not None)
        of_steps = Promise.objects.filter(kind__in=("apology", "action", "follow_up"), closed_at__isnull=True)
        assert set(of_steps.values_list("pk", flat=True)) <= {step.promise_id for step in steps}
