"""What makes a recovery stand still, and whose promise removes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Desk
from aiuto.promises.models import Promise


class Blocks(models.TextChoices):
    """What makes a recovery stand still: it is ourselves."""

    COMMUNICATION = "communication", _("we did not speak with each other")
    LISTENING = "listening", _("we did not listen")
    RESPECT = "respect", _("respect was missing")
    TOOLS = "tools", _("tools or data")
    TRAINING = "training", _("training")
    WORKLOAD = "workload", _("too much work")
    DEPARTMENT = "department", _("another department")


class Blocker(models.Model):
    """Why it stands still. It is gone once its `promise`, of whoever can remove it, is closed.

    What another desk can remove is promised there, on a request of its own.
    """

    recovery = models.ForeignKey("recovery.Recovery", on_delete=models.PROTECT, related_name="blockers")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Blocks.choices)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "noted_at"], name="recovery_blocked")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
