"""How something is made good: the kinds, the states of its payment, who may give how much, and what was given."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from aiuto.approvals.models import Approval
from aiuto.outbox.models import Delivery
from aiuto.outbox.models import State as DeliveryState
from aiuto.people.models import Desk
from aiuto.recovery.models.proof import address_in
from aiuto.tickets.models import Message, Ticket


class Good(models.TextChoices):
    """How something is made good."""

    REFUND = "refund", _("refund")
    PARTIAL_REFUND = "partial_refund", _("partial refund")
    REPLACEMENT = "replacement", _("replacement")
    REPAIR = "repair", _("repair")
    CREDIT = "credit", _("credit")
    VOUCHER = "voucher", _("voucher")
    SHIPPING = "shipping", _("free shipping")
    GIFT = "gift", _("gift")
    GESTURE = "gesture", _("gesture")


class Payment(models.TextChoices):
    """`recovery.states` holds the table of legal moves."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("to be paid out")
    DECLINED = "declined", _("not agreed to")
    SENT = "sent", _("sent off")
    CONFIRMED = "confirmed", _("arrived")
    FAILED = "failed", _("did not arrive")


COUNTS = (Payment.APPROVED, Payment.SENT, Payment.CONFIRMED, Payment.FAILED)
"""What weighs on the budget: what was agreed to, paid out or not yet."""
NOT_PAID = (Payment.PROPOSED, Payment.APPROVED, Payment.FAILED)
"""Somebody still decides about it, or is to pay it out."""
OPEN_PAYMENTS = (*NOT_PAID, Payment.SENT)
"""Also what is on its way to the customer."""


class Limits(models.Model):
    """What a role may give at a desk without a second person, and what the desk may give in a month."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3, default="EUR")
    agent = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(30))
    lead = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(300))
    budget = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(1000))

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.budget} {self.currency}"


class Chooser(models.TextChoices):
    """Who said which of the two it is."""

    NOBODY = "", _("not chosen yet")
    CUSTOMER = "customer", _("chosen by the customer")
    COLLEAGUE = "colleague", _("noted by a colleague")


class Compensation(models.Model):
    """What the customer gets for it. `amount` is what it is worth, rounded to the cent, half up.

    `other` and `other_amount` are the choice that they were offered beside it: until they have chosen, by the page that
    was mailed at `asked_at`, the dearer one stands first, so that the budget has room for either. What is `owed` by law
    is no gift and outside the budget. `line` is what it is for, `paid_for` names it, or the recovery as a whole;
    `alone`: one person agreed to it, which that allows once. `fair_why`: why the two are fair although one of them is
    worth less than is usual. `shown_in` is the note with a file that shows the payment, `elsewhere` the request of
    colleagues that does. `delivery` asks the webhook to pay it out.
    """

    recovery = models.ForeignKey("recovery.Recovery", on_delete=models.PROTECT, related_name="compensations")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(
        "recovery.Line", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    paid_for = models.CharField(max_length=120, blank=True)
    alone = models.BooleanField(default=False)
    kind = models.CharField(max_length=16, choices=Good.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    other = models.CharField(max_length=16, choices=Good.choices, blank=True)
    other_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    owed = models.BooleanField(default=False)
    chosen_by = models.CharField(max_length=9, choices=Chooser.choices, blank=True, default=Chooser.COLLEAGUE)
    asked_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300)
    fair_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=Payment.choices, default=Payment.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approval = models.ForeignKey(
        Approval, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    proof = models.CharField(max_length=300, blank=True)
    shown_in = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    elsewhere = models.ForeignKey(
        Ticket, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True)
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paid_for"],
                name="recovery_paid_once",
                condition=models.Q(alone=True) & ~models.Q(paid_for=""),
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="recovery_amount_is_something"),
        ]
        indexes = [
            models.Index(
                fields=["desk", "approved_at"],
                name="recovery_ledger",
                condition=models.Q(approved_at__isnull=False),
            )
        ]

    @property
    def on_its_way(self) -> bool:
        """The webhook was asked and has not answered for good: nobody pays it out by hand."""
        return self.delivery_id is not None and self.state == Payment.APPROVED

    @property
    def gave_up(self) -> bool:
        """The webhook refused for good or was asked in vain, in the delivery's words; it can be asked once more."""
        ends = (DeliveryState.DEAD, DeliveryState.BOUNCED)
        return self.state == Payment.FAILED and self.delivery is not None and self.delivery.state in ends

    @property
    def is_unpaid(self) -> bool:
        """Somebody still decides about it, or is to pay it out."""
        return self.state in NOT_PAID

    @property
    def is_open(self) -> bool:
        """Its end is not known yet."""
        return self.state in OPEN_PAYMENTS

    @property
    def link(self) -> str:
        """Its proof, where that is an address that one can open."""
        return address_in(self.proof)

    @property
    def waits_for_others(self) -> bool:
        """For a second person, the customer's choice or the webhook: they were asked, and nothing blocks it."""
        return self.state == Payment.PROPOSED or self.undecided or self.on_its_way

    @property
    def undecided(self) -> bool:
        """The customer has not chosen yet."""
        return self.chosen_by == Chooser.NOBODY and self.state in (Payment.PROPOSED, Payment.APPROVED)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {number_format(self.amount, 2, use_l10n=True)} {self.currency}"
