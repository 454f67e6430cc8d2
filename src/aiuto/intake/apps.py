"""The Django application of the room `intake`."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "aiuto.intake"
    label = "intake"
