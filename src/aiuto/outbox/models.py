"""The delivery: finished parts for one recipient, with its state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """queued → leased → sent or failed (will be tried again) or dead; sent → bounced; queued → undone."""

    QUEUED = "queued", _("queued")
    LEASED = "leased", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed, will be tried again")
    BOUNCED = "bounced", _("came back")
    DEAD = "dead", _("could not be sent")
    UNDONE = "undone", _("taken back")


class Delivery(models.Model):
    """`parts` is what `outbox.parts.Parts` keeps; `mailbox`, `message` and `ticket` are ids of rooms above.

    `put_aside_at`: a person saw that it did not arrive, and has no more to do about it.
    """

    channel = models.CharField(max_length=20, default="email")
    mailbox = models.BigIntegerField(null=True)
    ticket = models.BigIntegerField(null=True)
    message = models.BigIntegerField(null=True)
    recipient = models.CharField(max_length=320)
    rfc_id = models.CharField(max_length=255, db_index=True)
    parts = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    automatic = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    put_aside_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["message"], name="outbox_message", condition=models.Q(message__isnull=False)
            ),
            models.Index(
                fields=["-id"],
                name="outbox_dead",
                condition=models.Q(state__in=["dead", "bounced"], put_aside_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rfc_id} → {self.recipient}"
