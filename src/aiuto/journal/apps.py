"""The Django application of the room `journal`."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "aiuto.journal"
    label = "journal"
