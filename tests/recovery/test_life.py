"""Random lives of a recovery: each act, in whatever order, is done or refused as supposed, and what must hold holds."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.block_recovery import Block, block_recovery
from aiuto.flows.call_off_compensation import call_off_compensation
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.note_asking import note_asking
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.receive_message import receive_message
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.models import Compensation, Recovery, Step
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Message, Ticket
from tests.examples import examples
from tests.flows.recovering import APOLOGY, DAY, IN_NEW_WORDS, THIN, fail, late, say
from tests.mails import mail
from tests.recovery.supposed import KINDS, Supposed

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTS = [
    *(("say", text) for text in (APOLOGY, IN_NEW_WORDS, THIN)),
    *(("do", kind) for kind in KINDS),
    *(("waive", kind) for kind in KINDS),
    *(("hear", answer) for answer in ("content", "partly", "not", "none")),
    *(("give", size) for size in ("little", "much")),
    ("pay", ""),
    ("call_off", ""),
    *(("arrive", how) for how in ("yes", "no")),
    ("ask", ""),
    ("block", ""),
    ("approve", ""),
    ("decline", ""),
    ("undo", ""),
    ("close", ""),
    ("wait", ""),
]
ONWARD = ("onward", "")
FAILS_TWICE = [
    *(("say", APOLOGY), ("do", "act"), ("give", "much"), ("approve", ""), ("pay", ""), ("arrive", "no")),
    *(("pay", ""), ("arrive", "yes"), ("hear", "none"), ("ask", ""), ("ask", ""), ("hear", "none")),
    *(("hear", "not"), ("say", APOLOGY)),
]
NOT_ARRIVED = [
    *(("say", APOLOGY), ("do", "act"), ("give", "little"), ("call_off", ""), ("give", "little")),
    *(("do", "compensate"), ("waive", "compensate"), ("pay", ""), ("hear", "content"), ("close", "")),
    *(("arrive", "no"), ("close", ""), ("pay", ""), ("close", "")),
]
LEFT_OUT = [
    *(("say", IN_NEW_WORDS), ("undo", ""), ("say", IN_NEW_WORDS), ("close", ""), ("do", "act")),
    *(
        ("waive", "compensate"),
        ("block", ""),
        ("waive", "compensate"),
        ("approve", ""),
        ("ask", ""),
        ("wait", ""),
        ("hear", "none"),
        ("close", ""),
        ("close", ""),
    ),
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

    @settings(max_examples=examples(40))
    @example([*FAILS_TWICE, *LEFT_OUT])
    @example(NOT_ARRIVED)
    @example([*[ONWARD] * 5, ("undo", ""), *[ONWARD] * 2])
    @given(st.lists(st.sampled_from([*ACTS, *[ONWARD] * len(ACTS)]), max_size=20))
    def test_every_act_is_done_or_refused_as_supposed(self, acts):
        self._live(acts)

    def _live(self, acts):
        receipt = receive_message(mail(), via="pipe", desk=default_desk(), now=START)
        self.recovery = fail(Ticket.objects.get(reference=receipt.ticket), self.agent, START)
        supposed, now = Supposed(dues=self._dues()), START
        for given_act in acts:
            act, what = supposed.onward if given_act == ONWARD else given_act
            now += 8 * DAY if act == "wait" else HOUR
            if act != "wait":
                self._try(act, what, now, done=getattr(supposed, act)(what, now))
            recovery = Recovery.objects.get()
            assert (recovery.state, recovery.round) == (supposed.state, supposed.round)
            self._check(recovery, supposed.steps)
            supposed.dues = self._dues()

    def _try(self, act, what, now, *, done):
        """What is refused changes nothing and leaves no event."""
        before = self._everything()
        try:
            getattr(self, f"_{act}")(what, now)
        except REFUSED:
            assert not done, (act, what)
            assert self._everything() == before
        else:
            assert done, (act, what)

    def _everything(self):
        return (
            Event.objects.count(),
            *(
                list(model.objects.order_by("pk").values())
                for model in (Recovery, Step, Approval, Compensation, Promise)
            ),
        )

    def _say(self, text, now):
        say(self.recovery.ticket, self.agent, now, text=text)

    def _do(self, kind, now):
        do_step(self.recovery.pk, kind, words="Fatto", proof="LX-1", user=self.agent, now=now)

    def _waive(self, kind, now):
        ask_waiver(self.recovery.pk, kind, why="Non serve", user=self.agent, now=now)

    def _block(self, _what, now):
        needed = Block(kind="tools", what="Serve il tracking", due=now + 300 * DAY, remover=self.lead.pk)
        block_recovery(self.recovery.pk, needed, user=self.agent, now=now)

    def _dues(self):
        own = Step.objects.filter(recovery=self.recovery, round=Recovery.objects.get().round)
        return {step.kind: step.due_at for step in own if step.due_at}

    def _hear(self, answer, now):
        note_follow_up(self.recovery.pk, answer=answer, user=self.agent, now=now)

    def _ask(self, _what, now):
        note_asking(self.recovery.pk, user=self.agent, now=now)

    def _give(self, size, now):
        """What is much is above the authority of an agent."""
        worth = {"little": Decimal(1), "much": Decimal(100)}[size]
        offer = Offer(kind="voucher", amount=worth, other="refund", why="Ritardo")
        propose_compensation(self.recovery.pk, offer, user=self.agent, now=now)

    def _pay(self, _given, now):
        pay_compensation(self._newest(), proof="RIF-1", user=self.agent, now=now)

    def _call_off(self, _given, now):
        call_off_compensation(self._newest(), why="Non lo vuole", user=self.lead, now=now)

    def _arrive(self, how, now):
        confirm_compensation(self._newest(), arrived=how == "yes", user=self.agent, now=now)

    def _newest(self):
        return getattr(Compensation.objects.order_by("pk").last(), "pk", 0)

    def _approve(self, _given, now):
        if asked := Approval.objects.filter(state="asked").order_by("pk").last():
            decide(asked.pk, approve=True, user=self.lead, now=now)

    def _decline(self, _given, now):
        if asked := Approval.objects.filter(state="asked").order_by("pk").last():
            decide(asked.pk, approve=False, said="No", user=self.lead, now=now)

    def _undo(self, _given, now):
        sent = Message.objects.filter(direction="out", channel="email", withdrawn_at__isnull=True).last()
        if sent:
            undo_send(sent.pk, user=self.agent, now=now)

    def _close(self, _given, now):
        close_recovery(self.recovery.pk, cause=late(), user=self.agent, now=now)

    def _check(self, recovery, supposed):
        steps = list(Step.objects.select_related("promise").filter(recovery=recovery, round=recovery.round))
        assert {step.kind: step.state for step in steps} == supposed
        assert recovery.state != "closed" or Ticket.objects.get().cause_id
        for step in steps:
            assert step.state != "waived" or step.waiver.state == "approved"
            owed = step.promise is not None and step.promise.closed_at is None
            assert owed == (step.state == "due" and step.promise is not None and step.asked_at is None)
        of_steps = Promise.objects.filter(kind__in=("apology", "action", "follow_up"), closed_at__isnull=True)
        assert set(of_steps.values_list("pk", flat=True)) <= {step.promise_id for step in steps}
