"""The Django application of the room `outbox`."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "aiuto.outbox"
    label = "outbox"
