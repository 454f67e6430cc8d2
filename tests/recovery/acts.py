"""What tests of a recovery's life can do with it, act by act, each by its flow."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

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
from aiuto.tickets.threading import target_of
from tests.flows.recovering import DAY, late, say

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
REFUSED = (RecoveryError, ApprovalError, TicketError)


class Acts:
    """Of one `recovery`, carried on by an agent, decided by a lead."""

    recovery: Recovery

    def setUp(self):
        desk = default_desk()
        Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
        self.agent, self.lead = (
            User.objects.create(email=f"{name}@lumiera.example", name=name, role=role, created_at=START)
            for name, role in (("Anna", Role.AGENT), ("Laura", Role.LEAD))
        )
        Team.objects.get(desks=desk).members.add(self.agent, self.lead)

    @property
    def here(self) -> Ticket:
        """Where it is carried on: its request, or the one into which that was merged."""
        return Ticket.objects.get(pk=target_of(self.recovery.ticket_id))

    def _everything(self):
        return (
            Event.objects.count(),
            *(
                list(model.objects.order_by("pk").values())
                for model in (Recovery, Step, Approval, Compensation, Promise)
            ),
        )

    def _say(self, text, now):
        say(self.here, self.agent, now, text=text)

    def _do(self, kind, now):
        do_step(self.recovery.pk, kind, words="Fatto", proof="LX-1", user=self.agent, now=now)

    def _waive(self, kind, now):
        ask_waiver(self.recovery.pk, kind, why="Non serve", user=self.agent, now=now)

    def _block(self, _what, now):
        needed = Block(kind="tools", what="Serve il tracking", due=now + 300 * DAY, remover=self.lead.pk)
        block_recovery(self.recovery.pk, needed, user=self.agent, now=now)

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
