"""The Django application of the room `manual`."""

from django.apps import AppConfig


class ManualConfig(AppConfig):
    name = "aiuto.manual"
    label = "manual"
