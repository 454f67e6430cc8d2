"""Where nothing satisfies: what was tried, and the closing with dignity that a lead agrees to."""

from django.conf import settings
from django.db import models

from aiuto.approvals.models import Approval
from aiuto.tickets.models import Message, Ticket


class Attempt(models.Model):
    """Something reasonable that the customer was offered at a moment, and what they answered."""

    recovery = models.ForeignKey("recovery.Recovery", on_delete=models.CASCADE, related_name="attempts")
    offered = models.CharField(max_length=500)
    offered_at = models.DateTimeField()
    answer = models.CharField(max_length=500)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.offered


class Ending(models.Model):
    """A closing as it was proposed: `text` is the last message, which leaves as `message` once a lead agrees.

    `seen` is the newest message that its writer had read. The `ticket` of one that was agreed to is left out of the
    figures of satisfaction and of promises.
    """

    recovery = models.ForeignKey("recovery.Recovery", on_delete=models.PROTECT, related_name="endings")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    seen = models.BigIntegerField()
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.recovery_id}: {self.agreed_at or '–'}"
