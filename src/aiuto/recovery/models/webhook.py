"""The webhook of a desk's own."""

from django.db import models

from aiuto.people.models import Desk


class Webhook(models.Model):
    """By what a desk pays out, instead of the installation's webhook. `kinds` are values of `Good`.

    `secret` is what `recovery.webhooks` makes of the one that signs.
    """

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="+")
    url = models.URLField(max_length=500)
    secret = models.TextField()
    kinds = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.url
