"""The Django application of the room `promises`."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "aiuto.promises"
    label = "promises"
