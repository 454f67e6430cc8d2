"""Customers, contact points, orders and their lines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class ContactKind(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    HANDLE = "handle", _("handle")


class Customer(models.Model):
    """Somebody who asks for help. A colleague who asks is a customer linked to their user.

    `name_key` and `family_key` are what `customers.names` makes of the name, so that lists can look it up as one
    types; a merged customer has none. `notes` is what colleagues should know; it never leaves the house.
    `own_terms`: rules of promises may speak of them, so that for all others nobody has to ask.
    """

    name = models.CharField(_("name"), max_length=160, blank=True)
    name_key = models.CharField(max_length=160, blank=True, default="")
    family_key = models.CharField(max_length=160, blank=True, default="")
    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    organisation = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="people")
    language = models.CharField(_("language"), max_length=5, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True, default="")
    own_terms = models.BooleanField(default=False)
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
