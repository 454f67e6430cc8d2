"""What went wrong: a tree of causes. Its roots are given, what stands below them is the house's own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Given(models.TextChoices):
    LATE_DELIVERY = "late_delivery", _("late delivery")
    OUT_OF_STOCK = "out_of_stock", _("out of stock")
    PAYMENT = "payment", _("payment")
    WRONG_GOODS = "wrong_goods", _("wrong goods")
    FAULTY_GOODS = "faulty_goods", _("faulty goods")
    COMMUNICATION = "communication", _("communication")
    BROKEN_PROMISE = "broken_promise", _("a broken promise")
    STAFF = "staff", _("our staff")
    OTHER = "other", _("something else")


class Cause(models.Model):
    """A root is `given`, and named in the reader's language; another has a `name` and a root as `parent`.

    A retired one stays on the requests that have it.
    """

    given = models.CharField(max_length=16, choices=Given.choices, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(given="") & Q(name="", parent__isnull=True, retired_at__isnull=True))
                | (Q(given="", parent__isnull=False) & ~Q(name="")),
                name="tickets_cause_is_given_or_own",
            ),
            models.UniqueConstraint(fields=["given"], condition=~Q(given=""), name="tickets_one_given_cause"),
            models.UniqueConstraint(fields=["name"], condition=~Q(name=""), name="tickets_one_cause_name"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_given_display())
