"""The Django application of the room `ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "aiuto.ui"
    label = "ui"
