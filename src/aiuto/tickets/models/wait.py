"""Who waits on a live channel, from second to second."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.customers.models import Customer
from aiuto.people.models import Desk
from aiuto.tickets.choices import Channel

STILL_WAITS = models.Q(over_at__isnull=True)


class WaitState(models.TextChoices):
    """`tickets.waits` holds the table of legal moves."""

    WAITING = "waiting", _("waits")
    ANSWERED = "answered", _("answered")
    HELPED = "helped", _("helped")
    LEFT = "left", _("gone")


class Wait(models.Model):
    """Somebody who waits for a person at this moment, on the telephone or in a chat.

    `key` is the channel's own name for the conversation: one waits in it once at a time. The clock runs from `since`
    to a valid answer, which is wanted by `answer_by`; `responded_at` is when a person said anything. `held`: they were
    answered before, and we asked them to hold on. It is over at `over_at`.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=160, blank=True)
    number = models.CharField(max_length=60, blank=True)
    held = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=WaitState.choices, default=WaitState.WAITING)
    since = models.DateTimeField()
    answer_by = models.DateTimeField()
    responded_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "key"], condition=STILL_WAITS, name="tickets_waits_once_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["desk", "since"], name="tickets_waiting_now", condition=STILL_WAITS),
            models.Index(fields=["desk", "since"], name="tickets_waited"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}: {self.state}"
