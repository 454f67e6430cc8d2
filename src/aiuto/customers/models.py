"""Customers, contact points, orders and their lines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.approvals.models import Approval
from aiuto.people.models import Desk


class CustomerKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class ContactKind(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    HANDLE = "handle", _("handle")


class LimitKind(models.TextChoices):
    """From the mildest to the hardest. A customer has one at a time."""

    WARNING = "warning", _("a warning")
    WRITTEN = "written", _("in writing only")
    LEAD = "lead", _("a lead only")
    SLOWER = "slower", _("a calmer pace")
    BLOCKED = "blocked", _("blocked")


class LimitState(models.TextChoices):
    """`customers.states` holds the table of legal moves."""

    ASKED = "asked", _("waits for a second person")
    IN_FORCE = "in_force", _("in force")
    DECLINED = "declined", _("declined")
    LIFTED = "lifted", _("lifted")


class Customer(models.Model):
    """Somebody who asks for help. A colleague who asks is a customer linked to their user.

    `name_key` and `family_key` are what `customers.names` makes of the name, so that lists can look it up as one
    types; a merged customer has none. `notes` is what colleagues should know; it never leaves the house.
    `own_terms`: rules of promises may speak of them, so that for all others nobody has to ask. `limit` is the kind of
    the limit that is in force for them, kept here for the same reason.
    """

    name = models.CharField(_("name"), max_length=160, blank=True)
    name_key = models.CharField(max_length=160, blank=True, default="")
    family_key = models.CharField(max_length=160, blank=True, default="")
    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    organisation = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="people")
    language = models.CharField(_("language"), max_length=5, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True, default="")
    own_terms = models.BooleanField(default=False)
    limit = models.CharField(max_length=8, choices=LimitKind.choices, blank=True, default="")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_key"], name="customers_name", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["family_key"], name="customers_family", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class InnerWord(models.Model):
    """A word within a long name, with what follows it: `Ferramenta Riva Srl` is found by "riva", too."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["key"], name="customers_inner", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.key


class ContactPoint(models.Model):
    """One address of a customer. `value` is normalised: e-mail in lower case, telephone in E.164.

    `backwards` holds the digits of a telephone from the last to the first: people remember how a number ends.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactKind.choices)
    value = models.CharField(max_length=320)
    backwards = models.CharField(max_length=20, null=True)
    verified_at = models.DateTimeField(null=True)
    undeliverable_at = models.DateTimeField(null=True)
    undeliverable_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="customers_contact_point",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            )
        ]
        indexes = [
            models.Index(
                fields=["backwards"],
                name="customers_backwards",
                opclasses=["varchar_pattern_ops"],
                condition=models.Q(backwards__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.value


class Order(models.Model):
    """An order as another system states it; its number is unique in its source."""

    customer = models.ForeignKey(Customer, on_delete=models.SET_NULL, null=True, related_name="orders")
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    ordered_on = models.DateField()
    state = models.CharField(max_length=40, blank=True)
    promised_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="customers_order_number")]
        indexes = [
            models.Index(fields=["number"], name="customers_order_search"),
            models.Index(fields=["customer", "-ordered_on", "-id"], name="customers_order_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One article of an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="customers_order_line")]

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """How we protect colleagues from a customer for a time, and what the customer is told of it, once.

    `evidence` are ids of their messages, `ticket` and `desk` where it came up; `reason` stays inside. `text` are our
    own words to them, `message` the one in which they got these. On `until` it `ends` by itself, or is looked at again:
    `looks_at` is the next moment at which time has to do with it.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="limits")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=LimitKind.choices)
    state = models.CharField(max_length=8, choices=LimitState.choices, default=LimitState.ASKED)
    reason = models.CharField(max_length=500)
    evidence = models.JSONField(default=list)
    text = models.TextField(max_length=2000)
    until = models.DateField()
    ends = models.BooleanField(default=False)
    looks_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    approval = models.ForeignKey(
        Approval, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    began_at = models.DateTimeField(null=True)
    message = models.BigIntegerField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                name="customers_one_limit",
                condition=models.Q(state=LimitState.IN_FORCE),
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "until", "id"],
                name="customers_limits",
                condition=models.Q(state__in=(LimitState.ASKED, LimitState.IN_FORCE)),
            ),
            models.Index(
                fields=["looks_at"],
                name="customers_limit_time",
                condition=models.Q(state=LimitState.IN_FORCE),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
