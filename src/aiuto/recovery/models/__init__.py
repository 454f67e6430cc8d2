"""A recovery, its steps, the lines of orders it is about, the apologies that were made."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.approvals.models import Approval
from aiuto.customers.models import Customer
from aiuto.people.models import Desk
from aiuto.promises.models import Promise
from aiuto.recovery.models.blocking import Blocker as Blocker
from aiuto.recovery.models.blocking import Blocks as Blocks
from aiuto.recovery.models.dignified import Attempt as Attempt
from aiuto.recovery.models.dignified import Ending as Ending
from aiuto.recovery.models.duty import Duty as Duty
from aiuto.recovery.models.duty import DutyKind as DutyKind
from aiuto.recovery.models.giving import COUNTS as COUNTS
from aiuto.recovery.models.giving import NOT_PAID as NOT_PAID
from aiuto.recovery.models.giving import OPEN_PAYMENTS as OPEN_PAYMENTS
from aiuto.recovery.models.giving import Chooser as Chooser
from aiuto.recovery.models.giving import Compensation as Compensation
from aiuto.recovery.models.giving import Good as Good
from aiuto.recovery.models.giving import Limits as Limits
from aiuto.recovery.models.giving import Payment as Payment
from aiuto.recovery.models.judging import Assessment as Assessment
from aiuto.recovery.models.judging import Certainty as Certainty
from aiuto.recovery.models.judging import Consultation as Consultation
from aiuto.recovery.models.judging import Opinion as Opinion
from aiuto.recovery.models.judging import Verdict as Verdict
from aiuto.recovery.models.proof import address_in
from aiuto.recovery.models.webhook import Webhook as Webhook
from aiuto.tickets.models import Message, Ticket


class State(models.TextChoices):
    """`recovery.states` holds the table of legal moves."""

    OPEN = "open", _("under way")
    AWAITING = "awaiting", _("awaiting the follow-up")
    CLOSED = "closed", _("brought to its end")
    REOPENED = "reopened", _("under way again")


class StepKind(models.TextChoices):
    """In the order in which they are shown; they may be done in any."""

    APOLOGISE = "apologise", _("Apologise")
    ACT = "act", _("Act")
    COMPASSION = "compassion", _("Show compassion")
    COMPENSATE = "compensate", _("Compensate")
    FOLLOW_UP = "follow_up", _("Follow up")


class StepState(models.TextChoices):
    DUE = "due", _("due")
    DONE = "done", _("done")
    WAIVED = "waived", _("left out")


class Severity(models.TextChoices):
    SMALL = "small", _("a nuisance")
    SERIOUS = "serious", _("serious")
    GRAVE = "grave", _("grave")


class Loss(models.TextChoices):
    MONEY = "money", _("money")
    TIME = "time", _("time")
    OCCASION = "occasion", _("an occasion")


class Goods(models.TextChoices):
    NONE = "", _("there are no goods")
    KEPT = "kept", _("kept by the customer")
    REJECTED = "rejected", _("rejected, or never there")


class Answer(models.TextChoices):
    """The customer's own word after the fix."""

    CONTENT = "content", _("content")
    PARTLY = "partly", _("partly content")
    NOT = "not", _("not content")
    NONE = "none", _("no answer")


UNDER_WAY = (State.OPEN, State.AWAITING, State.REOPENED)
IS_UNDER_WAY = models.Q(state__in=UNDER_WAY)


class Recovery(models.Model):
    """What failed, what the customer lost, and how far we are. `owner` is the one person who carries it.

    `lost` are values of `Loss`, `remedy` is what the customer asks for, `source` the message that told of it. Each
    time it is reopened, `round` grows and its steps begin anew. `earlier` is the failure of before that weighs on it.
    `missed_at`: since then its owner is known not to be there, and it needs another one.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    missed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    round = models.PositiveSmallIntegerField(default=1)
    what = models.CharField(max_length=300)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.SERIOUS)
    lost = models.JSONField(default=list)
    remedy = models.CharField(max_length=300, blank=True)
    goods = models.CharField(max_length=8, choices=Goods.choices, blank=True, default=Goods.NONE)
    source = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], name="recovery_one_a_ticket", condition=IS_UNDER_WAY)
        ]
        indexes = [
            models.Index(fields=["desk", "opened_at", "id"], name="recovery_board", condition=IS_UNDER_WAY),
            models.Index(fields=["desk", "opened_at"], name="recovery_figures"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def losses(self) -> list[str]:
        """What the customer lost, in words."""
        return [str(Loss(one).label) for one in self.lost]


IS_FOLLOW_UP = models.Q(kind=StepKind.FOLLOW_UP, state=StepState.DUE)
TO_ASK = IS_FOLLOW_UP & models.Q(due_at__isnull=False, asked_at__isnull=True)
SILENT = IS_FOLLOW_UP & models.Q(asked_at__isnull=False)


class Step(models.Model):
    """One of the five, of one round. `due_at` is unknown for a follow-up until the fix is made.

    `evidence` is the message that did it, or in which that shows: an answer, a call, a note with a file. `words` are
    what was done or why there is nothing to do, `proof` where that can be seen, `elsewhere` the request of colleagues
    that shows it. `answer` is what the customer said when asked afterwards, at `asked_at`, and `event` the one
    by which their page said it. A waived one names the `waiver` that a lead gave.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.DUE)
    due_at = models.DateTimeField(null=True)
    promise = models.ForeignKey(
        Promise, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    evidence = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    elsewhere = models.ForeignKey(
        Ticket, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    event = models.BigIntegerField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    waiver = models.ForeignKey(
        Approval, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recovery", "round", "kind"], name="recovery_step_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="recovery_to_ask", condition=TO_ASK),
            models.Index(fields=["asked_at"], name="recovery_silent", condition=SILENT),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def link(self) -> str:
        """The proof, where it is an address that one can open."""
        return address_in(self.proof)

    def is_late(self, now: datetime) -> bool:
        """Its clock is over and it waits for us: for the answer to our question we wait.

        `waits_for_lead` is known where `queries.WAITS_FOR_LEAD` was read along.
        """
        asked = self.asked_at is not None or getattr(self, "waits_for_lead", False)
        waits = self.state == StepState.DUE and not asked
        return waits and self.due_at is not None and self.due_at < now


class Line(models.Model):
    """A line of an order that it is about, as it stood then: orders change and go."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="lines")
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "source", "number", "position"], name="recovery_line_once"
            )
        ]
        indexes = [models.Index(fields=["number"], name="recovery_line_of_order")]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"


class Apology(models.Model):
    """A real apology that was sent; `words` are its own without dates, so that the next one is in new ones.

    `template` is the number of the saved reply that the message was made from, if of any.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="apologies")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=2000)
    template = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.recovery_id} at {self.at}"


class Dismissal(models.Model):
    """Somebody looked at what was proposed and says that nothing failed there: it is not proposed again.

    `key` names what it was proposed for, a message or a promise.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "key"], name="recovery_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} by {self.by_id}"
