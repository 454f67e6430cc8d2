"""An approval: what one person asks another to agree to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Desk, Role


class Kind(models.TextChoices):
    WAIVER = "waiver", _("leave out a step of a recovery")
    COMPENSATION = "compensation", _("a compensation")
    ENDING = "ending", _("a closing with dignity")
    LIMIT = "limit", _("a limit for a customer")


class State(models.TextChoices):
    """`approvals.states` holds the table of legal moves."""

    ASKED = "asked", _("asked")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed")


class Approval(models.Model):
    """One thing that a second person decides. `about` is its id in the room that asks, `ticket` where it came up.

    `needs` is the least role that may decide, `facts` are ids and small values, `why` are the asker's words and
    `said` the words of who decided. Nobody is named beforehand: whoever is there and may, can.
    """

    kind = models.CharField(max_length=16, choices=Kind.choices)
    about = models.BigIntegerField()
    ticket = models.BigIntegerField(null=True, db_index=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    needs = models.CharField(max_length=10, choices=Role.choices, default=Role.LEAD)
    why = models.CharField(max_length=500)
    facts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                name="approvals_asked_once",
                condition=models.Q(state=State.ASKED),
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "asked_at", "id"],
                name="approvals_waiting",
                condition=models.Q(state=State.ASKED),
            ),
            models.Index(
                fields=["lapses_at"], name="approvals_lapsing", condition=models.Q(state=State.ASKED)
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
