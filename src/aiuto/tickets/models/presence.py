"""Who has read a ticket, and who is at it."""

from django.conf import settings
from django.db import models


class Seen(models.Model):
    """Up to when a person has read a ticket: what came later is unread for them."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "ticket"], name="tickets_one_seen")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.ticket_id}"


class Presence(models.Model):
    """Who looks at a ticket, or writes on it, until the row expires."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="tickets_one_presence")]

    def __str__(self) -> str:
        return f"{self.user_id} is at {self.ticket_id}"
