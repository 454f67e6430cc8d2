"""The Django application of the room `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "aiuto.notices"
    label = "notices"
