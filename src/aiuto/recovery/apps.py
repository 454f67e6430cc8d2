"""The Django application of the room `recovery`."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "aiuto.recovery"
    label = "recovery"
