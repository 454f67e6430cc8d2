"""What the law owes a desk's customers, where the desk says it otherwise than the preset."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Desk


class DutyKind(models.TextChoices):
    WITHDRAWAL = "withdrawal", _("a change of mind")
    CONFORMITY = "conformity", _("goods that are not as agreed")


class Duty(models.Model):
    """How long one of them holds from the delivery, and what it is, in the words of each language.

    `length` is in days for a withdrawal, in months for conformity; 0: it does not hold at this desk.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=DutyKind.choices)
    length = models.PositiveSmallIntegerField()
    text_it = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "kind"], name="recovery_one_duty")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.desk_id}: {self.length}"
